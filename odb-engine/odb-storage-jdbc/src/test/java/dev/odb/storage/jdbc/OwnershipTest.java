package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.StorageFailedException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageLockedException;
import dev.odb.UnknownOutcomeException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write, and what becomes of a commit whose answer was lost. */
class OwnershipTest {
    private static final JdbcSettings IMPATIENT = JdbcSettings.DEFAULT.withTimes(Duration.ofSeconds(15), Duration.ZERO);

    @TempDir
    Path folder;

    private String url;
    /** What happens to the next commits of a connection. */
    private final AtomicReference<Loss> loss = new AtomicReference<>(Loss.NONE);

    private enum Loss {
        NONE,
        BEFORE,
        AFTER,
        FOR_GOOD
    }

    @BeforeEach
    void url() {
        url = Databases.h2(folder);
    }

    @Test
    void secondWriter_isRefusedUntilTheFirstCloses() throws Exception {
        try (JdbcStorage first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("ODB-4301");
            long tid = commit(first, write(1, 0, "a"));
            try (JdbcStorage reader = Databases.open(url, true, InstantSource.system())) {
                assertThat(text(reader, 1, tid)).isEqualTo("a");
            }
        }
        open().close();
    }

    /** As after kill -9: the process of the row is gone, so nobody waits. */
    @Test
    void ownerThatIsGone_isReplacedAtOnce() throws Exception {
        JdbcStorage gone = open();
        execute("UPDATE odb_server SET pid = " + Long.MAX_VALUE);
        try (JdbcStorage next = open()) {
            commit(next, write(1, 0, "a"));
            assertThatThrownBy(() -> commit(gone, write(2, 0, "b")))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("ODB-4304");
            gone.close();
            commit(next, write(2, 0, "b"));
        }
    }

    @Test
    void tablesOfALaterFormat_areRefused() throws Exception {
        open().close();
        execute("UPDATE odb_database SET format = 99");
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageFormatTooNewException.class)
                .hasMessageContaining("ODB-4305");
    }

    @Test
    void readOnlyOpenOfNothing_isRefused() {
        assertThatThrownBy(() -> Databases.open(url, true, InstantSource.system()))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-4306");
    }

    @Test
    void answerLostAfterCommit_isFoundAndTheCommitSucceeds() throws Exception {
        try (JdbcStorage storage = openUnreliable()) {
            loss.set(Loss.AFTER);
            long tid = commit(storage, write(1, 0, "a"));
            assertThat(storage.lastTid()).isEqualTo(tid);
            assertThat(text(storage, 1)).isEqualTo("a");
            assertThat(storage.transactions(0, Long.MAX_VALUE)).toIterable().hasSize(1);
        }
    }

    @Test
    void connectionLostInCommit_commitIsRepeatedOnce() throws Exception {
        try (JdbcStorage storage = openUnreliable()) {
            loss.set(Loss.BEFORE);
            commit(storage, write(1, 0, "a"));
            assertThat(storage.transactions(0, Long.MAX_VALUE)).toIterable().hasSize(1);
        }
    }

    @Test
    void answerLostAndDatabaseGone_isAnUnknownOutcomeAndEndsWriting() throws Exception {
        try (JdbcStorage storage = openUnreliable()) {
            loss.set(Loss.FOR_GOOD);
            assertThatThrownBy(() -> commit(storage, write(1, 0, "a")))
                    .isInstanceOf(UnknownOutcomeException.class)
                    .hasMessageContaining("ODB-4307");
            loss.set(Loss.NONE);
            assertThatThrownBy(() -> commit(storage, write(2, 0, "b")))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("ODB-4308");
            assertThat(storage.health().failure()).isNotNull();
            assertThat(storage.lastTid()).isZero();
        }
        try (JdbcStorage again = open()) {
            assertThat(text(again, 1)).isEqualTo("a");
        }
    }

    private JdbcStorage open() {
        return Databases.open(url, false, InstantSource.system());
    }

    private JdbcStorage openUnreliable() {
        return JdbcStorage.open(new Address(url, false, this::unreliable), false, IMPATIENT);
    }

    private Connection unreliable() throws SQLException {
        if (loss.get() == Loss.FOR_GOOD) {
            throw new SQLException("gone", "08001");
        }
        Connection real = DriverManager.getConnection(url);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("commit") || loss.get() == Loss.NONE) {
                            return method.invoke(real, arguments);
                        }
                        if (loss.get() != Loss.BEFORE) {
                            real.commit();
                        }
                        loss.compareAndSet(Loss.BEFORE, Loss.NONE);
                        loss.compareAndSet(Loss.AFTER, Loss.NONE);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    throw new SQLException("the answer was lost", "08006");
                });
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
