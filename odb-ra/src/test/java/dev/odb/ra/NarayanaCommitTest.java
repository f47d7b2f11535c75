package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConnectionFactory;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.Replay;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects and rows in one commit, under the real transaction manager. */
class NarayanaCommitTest {
    private final TestServer server = TestServer.inMemory();
    private final List<Recording> resources = new ArrayList<>();
    private AuditTable audit;
    private OdbConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        audit = new AuditTable();
        factory = server.factory();
        server.create(factory, "account", 100);
        server.connections.wrap(resource -> {
            Recording recording = new Recording(resource);
            resources.add(recording);
            return recording;
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        audit.close();
    }

    @Test
    void commit_storesBoth() throws Exception {
        server.inTransaction(() -> {
            add(factory, "account", 1);
            audit.insert(server.transactions, 1);
        });

        assertThat(calls()).containsExactly("start", "end", "prepare", "commit");
        assertThat(audit.rows()).isEqualTo(1);
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void rollback_storesNeither() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        audit.insert(server.transactions, 1);
        server.transactions.rollback();

        assertThat(calls()).containsExactly("start", "end", "rollback");
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void sqlFailure_rollsBothBack() throws Exception {
        server.inTransaction(() -> audit.insert(server.transactions, 7));
        Exception failure = catchThrowableOfType(
                java.sql.SQLException.class,
                () -> server.inTransaction(() -> {
                    add(factory, "account", 1);
                    audit.insert(server.transactions, 7);
                }));

        assertThat(failure).isNotNull();
        assertThat(audit.rows()).isEqualTo(1);
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void conflictAtPrepare_rollsBothBackAndIsFound() throws Exception {
        RollbackException thrown = loseConflict(() -> audit.insert(server.transactions, 1));

        assertThat(resources.get(0).calls).containsExactly("start", "end", "prepare");
        assertConflictIn(thrown);
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(110);
    }

    @Test
    void conflictInOnePhase_isFound() throws Exception {
        RollbackException thrown = loseConflict(() -> {});

        assertThat(resources.get(0).calls).containsExactly("start", "end", "commit(1)");
        assertConflictIn(thrown);
        assertThat(server.balance(factory, "account")).isEqualTo(110);
    }

    @Test
    void conflict_isRecordedInTheScopeOfTheThread() throws Exception {
        try (ConflictScope scope = ConflictScope.open()) {
            loseConflict(() -> {});

            assertThat(scope.conflict()).isNotNull();
        }
    }

    @Test
    void reader_votesReadOnlyAndIsNotCommitted() throws Exception {
        server.inTransaction(() -> {
            with(factory, c -> c.root("account", Account.class).balance());
            audit.insert(server.transactions, 1);
        });

        assertThat(calls()).containsExactly("start", "end", "prepare");
        assertThat(audit.rows()).isEqualTo(1);
    }

    @Test
    void untouchedConnection_makesNoXaCall() throws Exception {
        server.inTransaction(() -> {
            factory.getConnection().close();
            audit.insert(server.transactions, 1);
        });

        assertThat(resources).isEmpty();
    }

    /** Lost before the end, and nobody replays: the caller finds the conflict, and nothing was prepared. */
    @Test
    void conflictBeforeTheEnd_rollsBackBeforeAnythingIsPrepared() throws Exception {
        RollbackException thrown = loseConflictBeforeTheEnd();

        assertThat(calls()).containsExactly("start", "end", "rollback");
        assertThat(Replay.conflictIn(thrown).className()).isEqualTo(Account.class.getName());
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(110);
    }

    /** Lost before the end, and somebody replays: quietly, the conflict is in the scope only. */
    @Test
    void conflictBeforeTheEnd_isOnlyRecordedWhereAScopeIsOpen() throws Exception {
        try (ConflictScope scope = ConflictScope.open()) {
            RollbackException thrown = loseConflictBeforeTheEnd();

            assertThat(Replay.conflictIn(thrown)).isNull();
            assertThat(scope.conflict().className()).isEqualTo(Account.class.getName());
        }
        assertThat(calls()).containsExactly("start", "end", "rollback");
    }

    private RollbackException loseConflictBeforeTheEnd() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        audit.insert(server.transactions, 1);
        server.inOtherTransaction(() -> add(factory, "account", 10));
        resources.subList(1, resources.size()).clear();
        return catchThrowableOfType(RollbackException.class, server.transactions::commit);
    }

    /** Another transaction wins after the early look, while the transaction manager ends this one. */
    private RollbackException loseConflict(TestServer.Work more) throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        Narayana.registry().registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                try {
                    server.inOtherTransaction(() -> add(factory, "account", 10));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void afterCompletion(int status) {
                // only the moment before the end matters
            }
        });
        more.run();
        return catchThrowableOfType(RollbackException.class, server.transactions::commit);
    }

    /** Where Narayana puts it: the XAException is suppressed in the RollbackException, and caused by the conflict. */
    private void assertConflictIn(RollbackException thrown) {
        assertThat(thrown.getSuppressed()).hasSize(1);
        XAException refusal = (XAException) thrown.getSuppressed()[0];
        assertThat(refusal.errorCode).isEqualTo(XAException.XA_RBROLLBACK);
        assertThat(refusal).hasCauseInstanceOf(ConflictException.class);
        assertThat(Replay.conflictIn(thrown).className()).isEqualTo(Account.class.getName());
    }

    private List<String> calls() {
        assertThat(resources).hasSize(1);
        return resources.get(0).calls;
    }
}
