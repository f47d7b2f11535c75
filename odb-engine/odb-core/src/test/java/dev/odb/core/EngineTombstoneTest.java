package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.ObjectNotFoundException;
import dev.odb.ObjectRevision;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PackOptions;
import dev.odb.StoredTransaction;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A revision that says that its object does not exist any more is understood by all readers. Here it is written by hand, in the
 * main line; what writes it otherwise is the abort of the version in which the object was made.
 */
class EngineTombstoneTest {
    @TempDir
    Path folder;

    private Engine database;
    private long oid;
    private long before;
    private long tombstone;

    @BeforeEach
    void write() throws Exception {
        database = Engine.open(OdbConfiguration.of("odb:file:" + folder.resolve("db")));
        oid = database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.byName.put("ann", new Person("Ann", 30));
            c.savepoint();
            return c.oid(team.byName.get("ann"));
        });
        database.transact(EngineTombstoneTest::age);
        before = database.undoLog(0, 1).get(0).tid();
        tombstone = database.storage().commit(Batches.batch(new Write(oid, serial(), new byte[0])), tid -> {});
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int age(OdbConnection connection) {
        Team team = connection.root("team", Team.class);
        team.visits.add(1);
        return team.byName.get("ann").age();
    }

    private void assertGone(Engine in) {
        assertThatThrownBy(() -> in.transact(EngineTombstoneTest::age)).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> in.history(oid, 10)).hasMessageContaining(Long.toString(oid));
        try (OdbConnection past = in.connect(AsOf.tid(before))) {
            assertThat(past.root("team", Team.class).byName.get("ann").age()).isEqualTo(30);
        }
        try (Stream<StoredTransaction> all = in.transactions(tombstone, tombstone)) {
            List<StoredTransaction> found = all.toList();
            assertThat(found).hasSize(1);
            assertThat(found.get(0).revisions()).containsExactly(new ObjectRevision(oid, "", serial(), 0));
        }
    }

    private long serial() {
        return database.storage().load(oid, before).serial();
    }

    @Test
    void tombstone_isNoObject() {
        assertGone(database);
    }

    @Test
    void undoOfATombstone_bringsTheObjectBack_andItsUndoTheTombstone() {
        undo(tombstone);
        long back = database.undoLog(0, 1).get(0).tid();
        assertThat(database.transact(EngineTombstoneTest::age)).isEqualTo(30);
        undo(back);
        assertGone(database);
    }

    private void undo(long tid) {
        database.transact(c -> {
            c.undo(tid);
            return null;
        });
    }

    @Test
    void copy_hasTheTombstoneToo() {
        try (Engine copy = database.copyTo(OdbConfiguration.of("odb:file:" + folder.resolve("copy")), report -> {})) {
            assertGone(copy);
        }
        try (Engine copy = database.copyTo(OdbConfiguration.of("odb:memory:" + folder), report -> {})) {
            assertGone(copy);
        }
    }

    @Test
    void pack_passesOverIt() {
        database.pack(PackOptions.keeping(Duration.ZERO));
        assertThatThrownBy(() -> database.transact(EngineTombstoneTest::age))
                .isInstanceOf(ObjectNotFoundException.class);
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEmpty();
    }
}
