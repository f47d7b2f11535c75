package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Blob;
import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.PackReport;
import dev.odb.PersistentMap;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object database on the relational storage, opened by its URL. */
class EngineOnTablesTest {
    @TempDir
    Path folder;

    @Test
    void url_opensTheDatabaseAndObjectsAreThereAgain() {
        try (ObjectDatabase database = ObjectDatabase.open(url())) {
            fill(database);
        }
        try (ObjectDatabase database = ObjectDatabase.open(url())) {
            Object found = database.transact(
                    connection -> connection.root("names", PersistentMap.class).get("one"));
            assertThat(found).isEqualTo("first");
        }
    }

    /** The undo of an addition is merged with another one that came later. */
    @Test
    void undo_isResolvedWithWhatCameLater() {
        try (ObjectDatabase database = ObjectDatabase.open(url())) {
            fill(database);
            add(database, 5);
            long five = database.undoLog(0, 1).get(0).tid();
            add(database, 3);
            database.transact(connection -> {
                connection.undo(five);
                return null;
            });
            long count = database.transact(
                    connection -> connection.root("count", Counter.class).get());
            assertThat(count).isEqualTo(3);
        }
    }

    @Test
    void copy_toAFileAndBack_hasTheHistory() {
        OdbConfiguration file = OdbConfiguration.of("odb:file:" + folder.resolve("copy"));
        OdbConfiguration tables = OdbConfiguration.of("odb:jdbc:" + Databases.h2(folder.resolve("back")));
        try (ObjectDatabase database = ObjectDatabase.open(url())) {
            fill(database);
            add(database, 5);
            try (ObjectDatabase copy = database.copyTo(file, report -> {});
                    ObjectDatabase back = copy.copyTo(tables, report -> {})) {
                assertThat(back.undoLog(0, 100)).isEqualTo(database.undoLog(0, 100));
                long count = back.transact(
                        connection -> connection.root("count", Counter.class).get());
                assertThat(count).isEqualTo(5);
                assertThatThrownBy(() -> copy.copyTo(OdbConfiguration.of(url()), report -> {}))
                        .isInstanceOf(OdbException.class);
            }
        }
        try (ObjectDatabase copy = ObjectDatabase.open(file)) {
            assertThatThrownBy(() -> copy.copyTo(OdbConfiguration.of(url()), report -> {}))
                    .hasMessageContaining("ODB-3950");
        }
    }

    /** History, what no root reaches, and contents that no blob names any more. */
    @Test
    @SuppressWarnings("unchecked")
    void pack_dropsWhatNobodyReads() throws Exception {
        try (ObjectDatabase database = ObjectDatabase.open(url())) {
            fill(database);
            for (int i = 0; i < 3; i++) {
                byte[] content = {(byte) i};
                database.transact(connection -> {
                    Blob blob = connection.root("blob", Blob.class, Blob::new);
                    try (OutputStream out = blob.write()) {
                        out.write(content);
                    }
                    connection.root("names", PersistentMap.class).put("counter", new Counter());
                    return null;
                });
            }
            PackReport report = database.pack(Instant.now().plusSeconds(1));
            assertThat(report.unreachableObjects()).isEqualTo(2);
            assertThat(report.before().bytes()).isGreaterThan(report.after().bytes());
            int last = database.transact(connection -> {
                try (InputStream in = connection.root("blob", Blob.class).read()) {
                    return in.read();
                }
            });
            assertThat(last).isEqualTo(2);
        }
        try (Connection connection = DriverManager.getConnection(Databases.h2(folder))) {
            assertThat(rows(connection, "SELECT oid FROM odb_blob")).isOne();
            assertThat(rows(connection, "SELECT oid FROM odb_revision WHERE prevhead IS NOT NULL"))
                    .isZero();
        }
    }

    @Test
    void manyThreads_everyAdditionCounts() throws Exception {
        try (ObjectDatabase database = ObjectDatabase.open(url())) {
            fill(database);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Callable<Void>> adders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                adders.add(() -> {
                    for (int k = 0; k < 20; k++) {
                        add(database, 1);
                    }
                    return null;
                });
            }
            for (Future<Void> adder : threads.invokeAll(adders)) {
                adder.get();
            }
            threads.shutdown();
            long count = database.transact(
                    connection -> connection.root("count", Counter.class).get());
            assertThat(count).isEqualTo(80);
        }
    }

    private static int rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    @SuppressWarnings("unchecked")
    private static void fill(ObjectDatabase database) {
        database.transact(connection -> {
            connection.root("count", Counter.class, Counter::new);
            connection.root("names", PersistentMap.class, PersistentMap::new).put("one", "first");
            return null;
        });
    }

    private static void add(ObjectDatabase database, long much) {
        database.transact(connection -> {
            connection.root("count", Counter.class).add(much);
            return null;
        });
    }

    private String url() {
        return "odb:jdbc:" + Databases.h2(folder);
    }
}
