package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.StorageFailedException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.DecidedByHandException;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Tids;
import dev.odb.storage.jdbc.UnreliableConnections.Loss;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a commit, a prepare or a decision whose answer was lost, while another process writes. */
abstract class LostAnswerCases {
    private static final JdbcSettings IMPATIENT = JdbcSettings.DEFAULT.withTimes(Duration.ofSeconds(15), Duration.ZERO);

    private String url;
    private UnreliableConnections connections;
    private JdbcStorage storage;
    private JdbcStorage other;
    private long before;

    /** An empty database. */
    abstract String newDatabase();

    /** Both have committed before, since a process is more careful with its first commit. */
    @BeforeEach
    void open() throws Exception {
        url = newDatabase();
        connections = new UnreliableConnections(url);
        other = Databases.open(url, false, InstantSource.system());
        storage = JdbcStorage.open(connections.address(), false, IMPATIENT);
        commit(other, write(8, 0, "other"));
        before = commit(storage, write(9, 0, "before"));
    }

    @AfterEach
    void close() {
        connections.lose(Loss.NONE);
        storage.close();
        other.close();
    }

    @Test
    void answerLostAfterCommit_isFoundAndTheCommitSucceeds() throws Exception {
        connections.lose(Loss.AFTER);
        connections.then(() -> commit(other, write(2, 0, "meanwhile")));
        long tid = commit(storage, write(1, 0, "a"));
        assertThat(storage.lastTid()).isEqualTo(tid);
        assertThat(text(storage, 1)).isEqualTo("a");
        storage.poll();
        assertThat(text(storage, 2)).isEqualTo("meanwhile");
        assertThat(storage.transactions(0, Long.MAX_VALUE)).toIterable().hasSize(4);
    }

    /** The answer that was lost would have said that there was something to learn first. */
    @Test
    void answerLostAndAnotherHadCommittedBefore_bothAreKnown() throws Exception {
        commit(other, write(3, 0, "theirs"));
        connections.lose(Loss.AFTER);
        long tid = commit(storage, write(1, 0, "a"));
        assertThat(storage.lastTid()).isEqualTo(tid);
        assertThat(text(storage, 3)).isEqualTo("theirs");
        assertThat(storage.changedBetween(before, tid)).containsExactly(1, 3);
    }

    /** The other one draws the very tid that the lost commit had drawn. */
    @Test
    void connectionLostInCommit_commitIsRepeatedThoughAnotherHasItsTid() throws Exception {
        Instant late = Instant.parse("2200-01-01T00:00:00Z");
        InstantSource clock = InstantSource.fixed(late);
        try (JdbcStorage same = Databases.open(url, false, clock);
                JdbcStorage unreliable = JdbcStorage.open(connections.address(), false, IMPATIENT.withClock(clock))) {
            long[] theirs = {0};
            connections.lose(Loss.BEFORE);
            connections.then(() -> theirs[0] = commit(same, write(2, 0, "meanwhile")));
            long mine = commit(unreliable, write(1, 0, "a"));
            assertThat(theirs[0]).isEqualTo(Tids.at(late)).isLessThan(mine);
            assertThat(unreliable.transactions(0, Long.MAX_VALUE)).toIterable().hasSize(4);
            assertThat(text(unreliable, 1)).isEqualTo("a");
            assertThat(text(unreliable, 2)).isEqualTo("meanwhile");
        }
    }

    /** Run again, it meets what another one has committed to the same object meanwhile. */
    @Test
    void connectionLostInCommitAndObjectChangedMeanwhile_isStale() throws Exception {
        long first = commit(storage, write(1, 0, "first"));
        connections.lose(Loss.BEFORE);
        connections.then(() -> commit(other, write(1, first, "theirs")));
        assertThatThrownBy(() -> commit(storage, write(1, first, "mine"))).isInstanceOf(StaleRecordsException.class);
        storage.poll();
        assertThat(text(storage, 1)).isEqualTo("theirs");
    }

    @Test
    void answerLostAndDatabaseGone_isAnUnknownOutcomeAndEndsWriting() throws Exception {
        connections.lose(Loss.FOR_GOOD);
        assertThatThrownBy(() -> commit(storage, write(1, 0, "a")))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessageContaining("ODB-4307");
        connections.lose(Loss.NONE);
        assertThatThrownBy(() -> commit(storage, write(2, 0, "b")))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("ODB-4308");
        assertThat(storage.health().failure()).isNotNull();
        assertThat(storage.lastTid()).isEqualTo(before);
        storage.poll();
        assertThat(text(storage, 1)).as("reading follows").isEqualTo("a");
        other.poll();
        assertThat(text(other, 1)).isEqualTo("a");
    }

    @Test
    void answerToPrepareLost_isFoundAndTheBranchIsPrepared() throws Exception {
        connections.lose(Loss.AFTER);
        connections.then(() -> commit(other, write(2, 0, "meanwhile")));
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertThat(storage.prepared()).hasSize(1);
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(storage, 1)).isEqualTo("a");
        assertThat(text(storage, 2)).isEqualTo("meanwhile");
    }

    @Test
    void connectionLostInPrepare_isPreparedOnce() throws Exception {
        connections.lose(Loss.BEFORE);
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertThat(other.prepared()).hasSize(1);
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(2, 0, "b"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answerToDecisionLost_isFoundAndCommittedOnce() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        connections.lose(Loss.AFTER);
        connections.then(() -> commit(other, write(2, 0, "meanwhile")));
        long tid = storage.commitPrepared(branch(1, 1), at -> {});
        assertThat(text(storage, 1, tid)).isEqualTo("a");
        assertThat(storage.prepared()).isEmpty();
        storage.poll();
        assertThat(storage.transactions(0, Long.MAX_VALUE)).toIterable().hasSize(4);
    }

    @Test
    void answerToRollbackLost_isFound() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        connections.lose(Loss.AFTER);
        storage.rollbackPrepared(branch(1, 1));
        assertThat(other.prepared()).isEmpty();
    }

    /** The other one may decide it while this one does not know whether it has. */
    @Test
    void connectionLostInDecisionAndDecidedElsewhere_isNotThereAnyMore() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        connections.lose(Loss.BEFORE);
        connections.then(() -> other.commitPrepared(branch(1, 1), at -> {}));
        assertThatThrownBy(() -> storage.commitPrepared(branch(1, 1), at -> {}))
                .isInstanceOf(NoSuchElementException.class);
        storage.poll();
        assertThat(text(storage, 1)).isEqualTo("a");
    }

    @Test
    void connectionLostInRollbackAndCommittedByHandElsewhere_isSaidSo() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        connections.lose(Loss.BEFORE);
        connections.then(() -> other.commitByHand(branch(1, 1), at -> {}));
        assertThatThrownBy(() -> storage.rollbackPrepared(branch(1, 1))).isInstanceOf(DecidedByHandException.class);
    }
}
