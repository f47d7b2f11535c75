package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.core.storage.StaleRecordsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several storages on one PostgreSQL. */
class PostgresSharedDatabaseTest extends SharedDatabaseCases {
    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    String newDatabase() {
        return Databases.postgres();
    }

    /**
     * A process that stands still in the middle of a commit has what everybody waits for: the database ends its transaction, and
     * when it wakes up it writes nothing that is not right any more.
     */
    @Test
    void processStandingStillInACommit_stopsNobodyForLong() throws Exception {
        String url = newDatabase();
        UnreliableConnections connections = new UnreliableConnections(url);
        JdbcSettings settings = JdbcSettings.DEFAULT.withTimes(Duration.ofSeconds(2), Duration.ofSeconds(30));
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch still = new CountDownLatch(1);
        CountDownLatch wakesUp = new CountDownLatch(1);
        try (JdbcStorage stands = JdbcStorage.open(connections.address(), false, settings);
                JdbcStorage other = JdbcStorage.open(Address.of(url), false, settings)) {
            connections.before(() -> {
                still.countDown();
                assertThat(wakesUp.await(1, TimeUnit.MINUTES)).isTrue();
            });
            Future<Long> commits = threads.submit(() -> commit(stands, write(1, 0, "late")));
            assertThat(still.await(1, TimeUnit.MINUTES)).isTrue();
            long tid = commit(other, write(1, 0, "other"));
            wakesUp.countDown();
            assertThatThrownBy(() -> commits.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(StaleRecordsException.class);
            stands.poll();
            assertThat(text(stands, 1, tid)).isEqualTo("other");
        }
        threads.shutdown();
    }
}
