package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.PersistentList;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose database another process has open, too. */
class EngineBesideAnotherTest {
    private static final BranchId BRANCH = branch(1, 1);
    private static final String ROOT = "list";

    @TempDir
    Path folder;

    private Engine database;
    private JdbcStorage other;
    private final AtomicReference<Outcome> outcome = new AtomicReference<>();

    @BeforeEach
    void open() {
        other = Databases.open(Databases.h2(folder), false, InstantSource.system());
        open(Duration.ofMillis(100));
    }

    private void open(Duration lockWait) {
        OdbConfiguration configuration = OdbConfiguration.of("odb:jdbc:" + Databases.h2(folder));
        database = Engine.open(configuration.withLockWait(lockWait));
        database.transact(connection -> connection.root(ROOT, PersistentList.class, PersistentList::new));
    }

    @AfterEach
    void close() {
        database.close();
        other.close();
    }

    /** A transaction that begins after the decision learns of it at its first use. */
    @Test
    void branchCommittedElsewhere_isSeenAndLetsItsLocksGo() {
        prepare();
        other.commitPrepared(BRANCH, tid -> {});
        assertThat(add("mine")).isEqualTo(2);
        assertThat(outcome).hasValue(Outcome.UNKNOWN);
        assertThatThrownBy(() -> database.commitPrepared(BRANCH)).isInstanceOf(NoSuchElementException.class);
    }

    /** One that has begun before waits for the lock in memory, and looks before it gives up. */
    @Test
    void branchRolledBackElsewhere_letsItsLocksGoWhenSomebodyWaits() {
        try (OdbConnection begun = database.connect()) {
            list(begun).add("mine");
            prepare();
            other.rollbackPrepared(BRANCH);
            begun.commit();
            assertThat(list(begun)).hasSize(1);
        }
        assertThat(outcome).hasValue(Outcome.UNKNOWN);
    }

    @Test
    void branchPreparedElsewhere_isAConflictThatNamesIt() {
        prepare();
        database.close();
        open(Duration.ofMillis(100));
        assertThatThrownBy(() -> add("mine"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(BRANCH.toString());
        other.rollbackPrepared(BRANCH);
        assertThat(add("mine")).isEqualTo(1);
    }

    /** As for a lock: who had to be told at once that it lost would be replayed, and lose again. */
    @Test
    void branchPreparedElsewhere_isWaitedFor() throws Exception {
        prepare();
        database.close();
        open(Duration.ofMinutes(5));
        Thread waits = new Thread(() -> add("mine"));
        waits.start();
        while (waits.getState() != Thread.State.TIMED_WAITING) {
            assertThat(waits.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        other.commitPrepared(BRANCH, tid -> {});
        waits.join();
        assertThat(add("more")).isEqualTo(3);
    }

    @Test
    void conflictWithAnotherProcess_saysWhoWon() throws Exception {
        try (OdbConnection begun = database.connect()) {
            PersistentList<String> list = list(begun);
            list.add("mine");
            Revision seen = other.loadAppended(begun.oid(list));
            Write same = new Write(begun.oid(list), seen.serial(), seen.record());
            long tid = other.commit(with(batch(same), "they", "theirs", Map.of()), at -> {});
            assertThatThrownBy(begun::commit).isInstanceOfSatisfying(ConflictException.class, conflict -> {
                assertThat(conflict.winner().orElseThrow().tid()).isEqualTo(tid);
                assertThat(conflict.winner().orElseThrow().user()).isEqualTo("they");
            });
        }
    }

    private void prepare() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection connection = branch.session(getClass().getClassLoader());
        list(connection).add("in doubt");
        connection.transaction().afterCompletion(outcome::set);
        branch.prepare(BRANCH);
    }

    private int add(String what) {
        return database.transact(connection -> {
            list(connection).add(what);
            return list(connection).size();
        });
    }

    @SuppressWarnings("unchecked")
    private static PersistentList<String> list(OdbConnection connection) {
        return connection.root(ROOT, PersistentList.class);
    }
}
