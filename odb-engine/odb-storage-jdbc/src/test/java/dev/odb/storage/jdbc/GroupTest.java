package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What waits is published together. PostgreSQL tells of each row the transaction that wrote it. */
class GroupTest {
    private static final int WAITING = 20;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    /** While the first of them is being committed the others, every second of them a decision, come and wait. */
    @Test
    void decisionsAndCommitsThatWait_areOneTransactionOfTheDatabase() throws Exception {
        String url = Databases.postgres();
        UnreliableConnections connections = new UnreliableConnections(url);
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> waiting = new ArrayList<>();
        try (JdbcStorage storage = JdbcStorage.open(connections.address(), false, JdbcSettings.DEFAULT)) {
            for (int i = 0; i < WAITING; i += 2) {
                storage.prepare(branch(1, i), batch(write(10 + i, 0, "decision")));
            }
            connections.before(() -> {
                committing.countDown();
                assertThat(go.await(1, TimeUnit.MINUTES)).isTrue();
            });
            Thread first = begin(() -> commit(storage, write(1, 0, "first")));
            assertThat(committing.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < WAITING; i++) {
                int number = i;
                waiting.add(begin(() -> {
                    if (number % 2 == 0) {
                        storage.commitPrepared(branch(1, number), tid -> {});
                    } else {
                        commit(storage, write(10 + number, 0, "commit"));
                    }
                }));
            }
            for (Thread each : waiting) {
                while (each.getState() != Thread.State.WAITING) {
                    assertThat(each.isAlive()).isTrue();
                    Thread.onSpinWait();
                }
            }
            go.countDown();
            first.join();
            for (Thread each : waiting) {
                each.join();
            }
            assertThat(storage.prepared()).isEmpty();
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Sql.number(connection, "SELECT COUNT(*) FROM odb_transaction"))
                    .isEqualTo(1 + WAITING);
            for (String table : List.of("odb_transaction", "odb_revision", "odb_record", "odb_object")) {
                assertThat(Sql.number(connection, "SELECT COUNT(DISTINCT xmin::text) FROM " + table))
                        .as("transactions that wrote " + table)
                        .isEqualTo(2);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Thread begin(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }
}
