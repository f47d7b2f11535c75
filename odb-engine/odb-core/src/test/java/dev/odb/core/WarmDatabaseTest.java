package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.AsOf;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Library;
import dev.odb.core.model.Shelf;
import dev.odb.core.storage.LoadCounter;
import dev.odb.core.storage.file.FileStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All connections of a database share the records that any of them has read. */
class WarmDatabaseTest {
    private static final int COUNT = 200;

    @TempDir
    Path folder;

    private LoadCounter storage;
    private Engine database;

    @BeforeEach
    void open() {
        try (Engine first = Engine.open(OdbConfiguration.of("odb:file:" + folder))) {
            first.transact(c -> c.root("library", Library.class, () -> Library.of(COUNT)));
        }
        open(32 << 20);
    }

    private void open(long bytes) {
        storage = new LoadCounter(FileStorage.open(folder, false));
        database = Engine.open(OdbConfiguration.of("odb:file:" + folder).withRecordCacheBytes(bytes), storage);
        storage.loads();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int sum(OdbConnection connection) {
        Library library = connection.root("library", Library.class);
        int sum = 0;
        for (Shelf shelf : library.shelves) {
            sum += shelf.names.size() + shelf.number;
        }
        return sum;
    }

    @Test
    void secondTransaction_readsNothingFromTheStorage() {
        assertThat(database.<Integer>transact(WarmDatabaseTest::sum)).isEqualTo(20_500);
        assertThat(storage.loads()).isGreaterThan(COUNT);
        assertThat(database.<Integer>transact(WarmDatabaseTest::sum)).isEqualTo(20_500);
        try (OdbConnection connection = database.connect()) {
            assertThat(sum(connection)).isEqualTo(20_500);
        }
        assertThat(storage.loads()).isZero();
    }

    @Test
    void commitOfOthers_costsTheStorageNothingForTheRest() {
        database.transact(WarmDatabaseTest::sum);
        storage.loads();
        database.transact(c -> c.root("library", Library.class).shelves.get(7).number += 1);
        storage.loads();
        assertThat(database.<Integer>transact(WarmDatabaseTest::sum)).isEqualTo(20_501);
        assertThat(storage.loads())
                .as("what shares a mark with the changed one")
                .isLessThan(3);
    }

    @Test
    void readersOfThePast_seeItAndLeaveThePresentInTheCache() {
        long before = database.undoLog(0, 1).get(0).tid();
        database.transact(c -> {
            c.root("library", Library.class).shelves.forEach(shelf -> shelf.number += 1);
            return null;
        });
        database.transact(WarmDatabaseTest::sum);
        try (OdbConnection past = database.connect(AsOf.tid(before))) {
            assertThat(sum(past)).isEqualTo(20_500);
        }
        storage.loads();
        assertThat(database.<Integer>transact(WarmDatabaseTest::sum)).isEqualTo(20_700);
        assertThat(storage.loads()).isZero();
    }

    @Test
    void transactionThatBeganBeforeACommit_seesWhatItSawThen() {
        try (OdbConnection old = database.connect()) {
            assertThat(old.root("library", Library.class).people.size()).isEqualTo(COUNT);
            database.transact(WarmDatabaseTest::sum);
            database.transact(c -> {
                c.root("library", Library.class).shelves.forEach(shelf -> shelf.number += 1);
                return null;
            });
            assertThat(database.<Integer>transact(WarmDatabaseTest::sum)).isEqualTo(20_700);
            assertThat(sum(old)).isEqualTo(20_500);
            old.commit();
            assertThat(sum(old)).isEqualTo(20_700);
        }
    }

    @Test
    void databaseWithoutACache_readsTheStorageEachTime() {
        database.close();
        open(0);
        database.transact(WarmDatabaseTest::sum);
        storage.loads();
        database.transact(WarmDatabaseTest::sum);
        assertThat(storage.loads()).isGreaterThan(COUNT);
    }
}
