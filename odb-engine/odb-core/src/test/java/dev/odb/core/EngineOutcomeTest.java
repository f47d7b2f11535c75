package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.StorageFailedException;
import dev.odb.TransactionFailedException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits whose storage does something unusual at the moment of truth. */
class EngineOutcomeTest {
    private static final BranchId ID = new BranchId(7, new byte[] {1}, new byte[] {2});

    private final List<Object> told = new ArrayList<>();
    private WatchedStorage.Watcher watcher = (name, arguments, call) -> call.proceed();
    private Engine database;

    @BeforeEach
    void open() {
        String name = UUID.randomUUID().toString();
        database = Engine.open(
                OdbConfiguration.of("odb:memory:" + name).withLockWait(Duration.ofMillis(50)),
                WatchedStorage.of(
                        new MemoryStorage(name), (call, arguments, next) -> watcher.on(call, arguments, next)));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "start");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Team team(OdbConnection c) {
        return c.root("team", Team.class);
    }

    private Branch change() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = branch.session(Team.class.getClassLoader());
        c.transaction().afterCompletion(told::add);
        team(c).title = "prepared";
        return branch;
    }

    /** After another call of the storage, does something before its caller goes on. */
    private void after(String name, Runnable what) {
        watcher = (called, arguments, call) -> {
            Object result = call.proceed();
            if (called.equals(name)) {
                what.run();
            }
            return result;
        };
    }

    /**
     * A recovery pass lists the branch as soon as it is durable and may decide it before prepare has returned. The locks
     * were kept then for the life of the process, and the branch's objects were never told.
     */
    @Test
    void branchDecidedWhileItIsPrepared_holdsNothingAfterwards() {
        for (boolean commit : new boolean[] {true, false}) {
            Branch branch = change();
            after("prepare", () -> decide(commit));
            assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
            watcher = (name, arguments, call) -> call.proceed();
            assertThat(told).containsExactly(commit ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
            told.clear();
            String title = database.transact(c -> {
                String before = team(c).title;
                team(c).title = "start";
                return before;
            });
            assertThat(title).isEqualTo(commit ? "prepared" : "start");
            assertThat(database.prepared()).isEmpty();
        }
    }

    private void decide(boolean commit) {
        assertThat(database.prepared()).hasSize(1);
        if (commit) {
            database.commitPrepared(ID);
        } else {
            database.rollbackPrepared(ID);
        }
    }

    @Test
    void branchThatCouldNotBePrepared_isForgotten() {
        Branch branch = change();
        watcher = (name, arguments, call) -> {
            if (name.equals("prepare")) {
                throw new StorageFailedException("ODB-0", "no", null);
            }
            return call.proceed();
        };
        assertThatThrownBy(() -> branch.prepare(ID)).isInstanceOf(StorageFailedException.class);
        watcher = (name, arguments, call) -> call.proceed();
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        Branch again = change();
        assertThat(again.prepare(ID)).as("the name is free").isEqualTo(Branch.Vote.PREPARED);
        database.commitPrepared(ID);
        assertThat(told).containsExactly(Outcome.ROLLED_BACK, Outcome.COMMITTED);
    }

    @Test
    void nameThatIsPreparedAlready_isRefusedAndTheFirstKeepsItsLocks() {
        assertThat(change().prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
        Branch second = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = second.session(Team.class.getClassLoader());
        c.roots().put("other", new Team());
        assertThatThrownBy(() -> second.prepare(ID)).isInstanceOf(IllegalArgumentException.class);
        try (OdbConnection other = database.connect()) {
            team(other).title = "other";
            assertThatThrownBy(other::commit).isInstanceOf(ConflictException.class);
        }
        database.commitPrepared(ID);
        assertThat(told).containsExactly(Outcome.COMMITTED);
    }

    private void loseAnswers() {
        watcher = (name, arguments, call) -> {
            Object result = call.proceed();
            if (name.equals("commit")) {
                throw new UnknownOutcomeException("ODB-0", "no answer", null);
            }
            return result;
        };
    }

    @Test
    void lostAnswer_isAnUnknownOutcomeOfAConnection() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            team.title = "perhaps";
            c.transaction().afterCompletion(told::add);
            loseAnswers();
            assertThatThrownBy(c::commit).isInstanceOf(UnknownOutcomeException.class);
            assertThat(told).containsExactly(Outcome.UNKNOWN);
            assertThatThrownBy(c::commit)
                    .isInstanceOf(TransactionFailedException.class)
                    .hasCauseInstanceOf(UnknownOutcomeException.class);
            c.rollback();
            assertThat(team.title).as("what became of it").isEqualTo("perhaps");
        }
    }

    @Test
    void lostAnswer_isAnUnknownOutcomeOfTransactAndNotReplayed() {
        loseAnswers();
        assertThatThrownBy(() -> database.transact(c -> {
                    c.transaction().afterCompletion(told::add);
                    return team(c).title = "perhaps";
                }))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(told).containsExactly(Outcome.UNKNOWN);
    }
}
