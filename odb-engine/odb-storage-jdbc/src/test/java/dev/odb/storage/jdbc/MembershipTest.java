package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageLockedException;
import dev.odb.core.storage.Leases;
import dev.odb.core.storage.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may open a database, and who may write. Time passes only as the tests and the rows of the members say. */
class MembershipTest {
    /** Nobody's heart beats during a test. */
    private static final Duration LIFE = Duration.ofHours(1);

    private final TestClock clock = new TestClock();

    @TempDir
    Path folder;

    private String url;

    @BeforeEach
    void url() {
        url = Databases.h2(folder);
    }

    /** As after kill -9: the process of the row is gone, and its incarnation writes nothing any more, however late. */
    @Test
    void memberThatIsGone_isShutOutByTheNextThatOpens() throws Exception {
        JdbcStorage gone = open();
        execute("UPDATE odb_server SET pid = " + Long.MAX_VALUE);
        try (JdbcStorage next = open()) {
            long tid = commit(next, write(1, 0, "a"));
            assertThatThrownBy(() -> commit(gone, write(2, 0, "b")))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("ODB-4304");
            assertThat(gone.health().failure()).hasMessageContaining("ODB-4304");
            gone.poll();
            assertThat(text(gone, 1, tid)).as("reading goes on").isEqualTo("a");
            gone.close();
            commit(next, write(2, 0, "b"));
        }
    }

    /** Of a process in another container of the same name this one knows nothing. */
    @Test
    void memberOfAnotherSpace_isNotTakenForGone() throws Exception {
        try (JdbcStorage other = open()) {
            execute("UPDATE odb_server SET process_space = 'other', pid = " + Long.MAX_VALUE);
            open().close();
            commit(other, write(1, 0, "a"));
        }
    }

    @Test
    void memberThatHasExpired_writesUntilSomebodyShutsItOut() throws Exception {
        try (JdbcStorage late = open();
                JdbcStorage other = open()) {
            expire(late);
            commit(late, write(1, 0, "a"));
            liveOn(other);
            assertThatThrownBy(() -> commit(late, write(2, 0, "b"))).hasMessageContaining("ODB-4304");
            commit(other, write(2, 0, "b"));
        }
    }

    @Test
    void memberWhoseHeartBeats_stays() throws Exception {
        try (JdbcStorage late = open();
                JdbcStorage other = open()) {
            expire(late);
            late.membership().beat();
            liveOn(other);
            commit(late, write(1, 0, "a"));
        }
    }

    /** As after an hour in which the database did not answer: whoever comes first must not shut the others out. */
    @Test
    void memberThatWasLateItself_givesTheOthersTime() throws Exception {
        try (JdbcStorage other = open();
                JdbcStorage late = open()) {
            liveOn(other);
            clock.set(clock.instant().plus(LIFE));
            expire(late);
            expire(other);
            other.membership().beat();
            assertThat(other.leases().take("one")).isTrue();
            late.membership().beat();
            liveOn(other);
            commit(late, write(1, 0, "a"));
        }
    }

    @Test
    void newMember_givesTheOthersTime() throws Exception {
        try (JdbcStorage late = open()) {
            expire(late);
            try (JdbcStorage other = open()) {
                other.membership().beat();
                commit(late, write(1, 0, "a"));
                liveOn(other);
                assertThatThrownBy(() -> commit(late, write(2, 0, "b"))).hasMessageContaining("ODB-4304");
            }
        }
    }

    /** Shut out, it hears of it when its heart beats. */
    @Test
    void heartOfOneShutOut_knowsIt() throws Exception {
        try (JdbcStorage late = open()) {
            execute("DELETE FROM odb_server");
            late.membership().beat();
            assertThat(late.membership().isRemoved()).isTrue();
            assertThatThrownBy(() -> late.leases().take("one")).hasMessageContaining("ODB-4304");
        }
    }

    /** Or nobody else could ever have it while this one lives. */
    @Test
    void leaseThatCouldNotBeReleased_isReleasedTheNextTime() throws Exception {
        try (JdbcStorage first = open();
                JdbcStorage second = open()) {
            assertThat(first.leases().take("one")).isTrue();
            execute("ALTER TABLE odb_lease RENAME TO odb_away");
            assertThatThrownBy(() -> first.leases().release("one")).isInstanceOf(OdbException.class);
            execute("ALTER TABLE odb_away RENAME TO odb_lease");
            assertThat(second.leases().take("one")).isFalse();
            first.leases().release("one");
            assertThat(second.leases().take("one")).isTrue();
        }
    }

    @Test
    void leases_areOnesUntilReleasedOrTheHolderIsGone() throws Exception {
        try (JdbcStorage first = open();
                JdbcStorage second = open()) {
            Leases one = first.leases();
            Leases other = second.leases();
            assertThat(one.shared()).isTrue();
            assertThat(one.take("a")).isTrue();
            assertThat(one.take("a")).as("again").isTrue();
            assertThat(one.take("b")).isTrue();
            assertThat(other.take("a")).isFalse();
            other.release("a");
            assertThat(other.take("a")).as("it was not its to release").isFalse();
            one.release("a");
            assertThat(other.take("a")).isTrue();
            assertThat(one.take("a")).isFalse();
            assertThat(other.take("b")).isFalse();
            expire(first);
            assertThat(other.take("b")).as("it is new itself").isFalse();
            liveOn(second);
            assertThat(other.take("b")).isTrue();
            assertThatThrownBy(() -> commit(first, write(1, 0, "a"))).hasMessageContaining("ODB-4304");
        }
        try (JdbcStorage third = open()) {
            assertThat(third.leases().take("a")).as("after a close").isTrue();
            assertThat(third.leases().take("b")).isTrue();
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

    /** It is no member, and sees what others commit. */
    @Test
    void readOnlyOpen_followsTheOthers() throws Exception {
        try (JdbcStorage writer = open();
                JdbcStorage reader = Databases.open(url, true, InstantSource.system())) {
            long tid = commit(writer, write(1, 0, "a"));
            assertThat(reader.lastTid()).isZero();
            reader.poll();
            assertThat(reader.lastTid()).isEqualTo(tid);
            assertThat(text(reader, 1)).isEqualTo("a");
            assertThat(number("SELECT COUNT(*) FROM odb_server")).isOne();
        }
    }

    private JdbcStorage open() {
        JdbcSettings settings = JdbcSettings.DEFAULT.withTimes(LIFE, Duration.ofSeconds(30));
        return JdbcStorage.open(Address.of(url), false, settings.withClock(clock));
    }

    /** Lets an hour pass in which its heart beats. */
    private void liveOn(JdbcStorage storage) throws SQLException {
        for (int i = 0; i < 4; i++) {
            clock.set(clock.instant().plus(LIFE.dividedBy(4)));
            storage.membership().beat();
        }
    }

    private void expire(JdbcStorage storage) throws SQLException {
        execute("UPDATE odb_server SET expires_at = opened_at - INTERVAL '1' HOUR WHERE incarnation = '"
                + storage.membership().incarnation() + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Sql.number(connection, sql);
        }
    }
}
