package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.NoTransactionException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.OdbTransaction;
import dev.odb.Outcome;
import dev.odb.TransactionFailedException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application has run at the end of a transaction: on its own connection, in transact and in branches. */
class EngineCompletionTest {
    private static final BranchId ID = new BranchId(7, new byte[] {1}, new byte[] {2});

    private final List<Object> told = new ArrayList<>();
    private Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "start");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class);
    }

    private String title() {
        return database.transact(c -> team(c).title);
    }

    private ManagedBranch begin() {
        return database.begin(new BranchSettings("", () -> true));
    }

    private static OdbConnection session(Branch branch) {
        return branch.session(Team.class.getClassLoader());
    }

    @Test
    void actionBeforeCompletion_mayChangeObjectsAndRegisterMore() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            c.transaction().beforeCompletion(() -> {
                team.title += " first";
                c.transaction().beforeCompletion(() -> team.title += " third");
            });
            c.transaction().beforeCompletion(() -> team.title += " second");
            c.commit();
            assertThat(team.title).isEqualTo("start first second third");
        }
        assertThat(title()).isEqualTo("start first second third");
    }

    @Test
    void actionsBeforeCompletion_belongToOneTransactionAndARollbackSkipsThem() {
        try (OdbConnection c = database.connect()) {
            c.transaction().beforeCompletion(() -> told.add("before"));
            c.commit();
            c.commit();
            assertThat(told).containsExactly("before");
            c.transaction().beforeCompletion(() -> told.add("rolled back"));
            c.rollback();
            c.commit();
            assertThat(told).containsExactly("before");
        }
    }

    @Test
    void exceptionBeforeCompletion_leavesTheTransactionActiveAndTheNextCommitRunsAllAgain() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            team.title = "";
            OdbTransaction transaction = c.transaction();
            transaction.afterCompletion(told::add);
            transaction.beforeCompletion(() -> transaction.beforeCompletion(() -> told.add("registered by another")));
            transaction.beforeCompletion(() -> {
                if (team.title.isEmpty()) {
                    throw new IllegalStateException("a title is needed");
                }
            });
            assertThatThrownBy(c::commit).isInstanceOf(IllegalStateException.class);
            assertThat(told).isEmpty();
            assertThat(team.title).isEmpty();
            team.title = "good";
            c.commit();
            assertThat(told).containsExactly("registered by another", Outcome.COMMITTED);
        }
        assertThat(title()).isEqualTo("good");
    }

    @Test
    void exceptionBeforeCompletionOfTransact_rollsBackAndArrives() {
        assertThatThrownBy(() -> database.transact(c -> {
                    c.transaction().afterCompletion(told::add);
                    c.transaction().beforeCompletion(() -> {
                        throw new IllegalStateException("no");
                    });
                    return team(c).title = "never";
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        assertThat(title()).isEqualTo("start");
    }

    @Test
    void actionAfterCompletion_readsWhatWasCommittedAndChangesNothing() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            team.title = "committed";
            c.transaction().afterCompletion(outcome -> {
                told.add(team.title);
                team.title = "changed after";
            });
            c.commit();
            c.commit();
            assertThat(told).containsExactly("committed");
            assertThat(team.title).isEqualTo("committed");
        }
        assertThat(title()).isEqualTo("committed");
    }

    @Test
    void exceptionAfterCompletion_isLoggedAndStopsNobody() {
        List<String> logged;
        try (CapturedLog log = new CapturedLog(CurrentTransaction.class.getName());
                OdbConnection c = database.connect()) {
            c.transaction().afterCompletion(outcome -> {
                throw new IllegalStateException("no");
            });
            c.transaction().afterCompletion(told::add);
            team(c).title = "there";
            c.commit();
            logged = log.messages();
        }
        assertThat(told).containsExactly(Outcome.COMMITTED);
        assertThat(logged).singleElement().asString().contains("ODB-3973", "COMMITTED");
        assertThat(title()).isEqualTo("there");
    }

    @Test
    void endingTheTransactionInAnAction_isRefused() {
        try (OdbConnection c = database.connect()) {
            c.transaction().beforeCompletion(c::commit);
            assertCode("ODB-3972", c::commit);
            c.rollback();
            c.transaction().beforeCompletion(c::rollback);
            assertCode("ODB-3972", c::commit);
            c.rollback();
            c.transaction().afterCompletion(outcome -> {
                assertCode("ODB-3972", c::close);
                assertCode("ODB-3902", () -> c.transaction().describe("too late"));
                told.add("asked");
            });
            c.commit();
            assertThat(told).containsExactly("asked");
            assertThat(team(c).title).isEqualTo("start");
        }
    }

    @Test
    void outcomeOfARollbackAndOfClosing_isRolledBack() {
        try (OdbConnection c = database.connect()) {
            c.transaction().afterCompletion(told::add);
            c.rollback();
            assertThat(told).containsExactly(Outcome.ROLLED_BACK);
            c.transaction().afterCompletion(told::add);
        }
        assertThat(told).containsExactly(Outcome.ROLLED_BACK, Outcome.ROLLED_BACK);
    }

    @Test
    void everyAttemptOfTransact_isToldItsOutcome() {
        AtomicInteger attempts = new AtomicInteger();
        database.transact(c -> {
            c.transaction().afterCompletion(told::add);
            team(c).title += "!";
            if (attempts.incrementAndGet() == 1) {
                try (OdbConnection other = database.connect()) {
                    team(other).title = "other";
                    other.commit();
                }
            }
            return null;
        });
        assertThat(told).containsExactly(Outcome.ROLLED_BACK, Outcome.COMMITTED);
        assertThat(title()).isEqualTo("other!");
    }

    @Test
    void rollbackOnlyInTransact_rollsBackAndGivesTheResult() {
        String result = database.transact(c -> {
            c.transaction().afterCompletion(told::add);
            team(c).title = "tried";
            c.transaction().setRollbackOnly();
            return team(c).title;
        });
        assertThat(result).isEqualTo("tried");
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        assertThat(title()).isEqualTo("start");
    }

    /** CONFORMANCE 77: a transaction marked rollback-only goes on, and each commit of it is refused. */
    @Test
    void rollbackOnlyOnAConnection_refusesTheCommitUntilTheRollback() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            team.title = "tried";
            c.transaction().setRollbackOnly();
            assertThat(c.transaction().isRollbackOnly()).isTrue();
            team.title += " on";
            assertCode("ODB-3971", c::commit);
            assertCode("ODB-3971", c::commit);
            assertThat(team.title).isEqualTo("tried on");
            c.rollback();
            assertThat(team.title).isEqualTo("start");
            assertThat(c.transaction().isRollbackOnly()).isFalse();
            team.title = "now";
            c.commit();
        }
        assertThat(title()).isEqualTo("now");
    }

    @Test
    void branch_runsActionsOnceWhereverItIsAsked() {
        Branch branch = begin();
        OdbConnection c = session(branch);
        c.transaction().beforeCompletion(() -> team(c).title = "first");
        branch.beforeCompletion();
        c.transaction().beforeCompletion(() -> team(c).title += " second");
        c.transaction().afterCompletion(told::add);
        branch.commit();
        assertThat(title()).isEqualTo("first second");
        assertThat(told).containsExactly(Outcome.COMMITTED);
        assertCode("ODB-3902", () -> c.transaction().describe("too late"));
    }

    @Test
    void preparedBranch_isToldItsOutcomeWhenItIsDecided() {
        for (boolean commits : new boolean[] {true, false}) {
            Branch branch = begin();
            OdbConnection c = session(branch);
            team(c).visits.add(1);
            c.transaction().afterCompletion(told::add);
            assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
            assertThat(told).isEmpty();
            if (commits) {
                database.commitPrepared(ID);
            } else {
                database.rollbackPrepared(ID);
            }
            assertThat(told).containsExactly(commits ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
            told.clear();
        }
    }

    @Test
    void preparedBranch_learnsNothingFromADatabaseThatCloses() {
        Branch branch = begin();
        OdbConnection c = session(branch);
        team(c).visits.add(1);
        c.transaction().afterCompletion(told::add);
        branch.prepare(ID);
        database.close();
        assertThat(told).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    void branchThatVotesReadOnly_isToldByItsCaller() {
        Branch branch = begin();
        OdbConnection c = session(branch);
        assertThat(team(c).title).isEqualTo("start");
        c.transaction().afterCompletion(told::add);
        assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.READ_ONLY);
        branch.completed(Outcome.ROLLED_BACK);
        branch.completed(Outcome.COMMITTED);
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
    }

    @Test
    void branchMarkedByTheApplication_canOnlyBeRolledBack() {
        Branch branch = begin();
        OdbConnection c = session(branch);
        team(c).title = "tried";
        c.transaction().setRollbackOnly();
        assertThat(branch.isRollbackOnly()).isTrue();
        assertThatThrownBy(() -> branch.prepare(ID)).isInstanceOf(TransactionFailedException.class);
        assertThat(database.prepared()).isEmpty();
        assertThat(title()).isEqualTo("start");
    }

    /** CONFORMANCE 77: after a failed commit nothing works and the first failure is named, until the rollback. */
    @Test
    void failedCommit_sticksUntilTheRollback() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            Person fresh = new Person("Fresh", 1);
            team.title = "mine";
            team.members.add(fresh);
            c.transaction().afterCompletion(told::add);
            database.transact(other -> team(other).title = "theirs");
            ConflictException first = catchConflict(c);
            assertThat(told).containsExactly(Outcome.ROLLED_BACK);
            for (Runnable use : List.<Runnable>of(
                    c::commit,
                    () -> team.title = "again",
                    () -> team.members.size(),
                    () -> c.oid(fresh),
                    c::roots,
                    c::transaction,
                    () -> c.readCurrent(team))) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(TransactionFailedException.class)
                        .hasCause(first)
                        .hasMessageContaining("ODB-3001");
            }
            assertThat(fresh.age()).as("a new object keeps its state").isEqualTo(1);
            c.rollback();
            assertThat(told).hasSize(1);
            assertThat(team.title).isEqualTo("theirs");
            assertThat(team.members).isEmpty();
            team.members.add(fresh);
            c.commit();
        }
        assertThat(database.<Integer>transact(c -> team(c).members.size())).isEqualTo(1);
    }

    /** CONFORMANCE 77: so it is with any failure of a commit, and its locks are free at once. */
    @Test
    void commitThatFailsOtherwise_sticksTooAndHoldsNothing() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            team.title = "mine";
            team.anything = new Object();
            assertThatThrownBy(c::commit).isInstanceOf(OdbException.class);
            assertThatThrownBy(c::commit)
                    .isInstanceOf(TransactionFailedException.class)
                    .hasMessageContaining("ODB-2504");
            database.transact(other -> team(other).title = "theirs");
            c.rollback();
            c.rollback();
            assertThat(team.title).isEqualTo("theirs");
        }
    }

    @Test
    void failedConnection_canBeClosed() {
        OdbConnection c = database.connect();
        team(c).anything = new Object();
        assertThatThrownBy(c::commit).isInstanceOf(OdbException.class);
        c.close();
        c.rollback();
        assertThatThrownBy(c::commit).isInstanceOf(NoTransactionException.class);
    }

    private static ConflictException catchConflict(OdbConnection c) {
        try {
            c.commit();
        } catch (ConflictException e) {
            return e;
        }
        throw new AssertionError("no conflict");
    }

    private static void assertCode(String code, Runnable call) {
        assertThatThrownBy(call::run).hasMessageStartingWith(code);
    }
}
