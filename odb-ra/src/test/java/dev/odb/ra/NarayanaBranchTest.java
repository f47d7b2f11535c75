package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of the XA state table through which a real transaction manager drives a branch. */
class NarayanaBranchTest {
    private final TestServer server = TestServer.inMemory();
    private final List<Recording> resources = new ArrayList<>();
    private AuditTable audit;
    private OdbConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        audit = new AuditTable();
        factory = server.factory();
        server.create(factory, "account", 100);
        server.create(factory, "other", 0);
        enlistAs(Recording::new);
    }

    @AfterEach
    void stop() throws Exception {
        if (server.transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
            // a test that failed in one must not take the next ones with it
            server.transactions.rollback();
        }
        server.close();
        audit.close();
    }

    private void enlistAs(Function<XAResource, Recording> how) {
        server.connections.wrap(resource -> {
            Recording recording = how.apply(resource);
            resources.add(recording);
            return recording;
        });
    }

    private List<List<String>> calls() {
        return resources.stream().map(resource -> resource.calls).toList();
    }

    /** Two connections, of two factories, are one branch with one set of objects: joined, ended twice, prepared once. */
    @Test
    void connectionsOfTwoFactories_joinOneBranch() throws Exception {
        OdbConnectionFactory second = server.factory("second");
        server.inTransaction(() -> {
            try (OdbConnection one = factory.getConnection();
                    OdbConnection two = second.getConnection()) {
                Account account = one.root("account", Account.class);
                account.add(1);
                assertThat(two.root("account", Account.class)).isSameAs(account);
                two.root("account", Account.class).add(1);
            }
            audit.insert(server.transactions, 1);
        });
        assertThat(calls()).containsExactly(List.of("start", "end", "prepare", "commit"), List.of("join", "end"));
        assertThat(resources.get(1).xid).isEqualTo(resources.get(0).xid);
        assertThat(server.balance(factory, "account")).isEqualTo(102);
    }

    /** If the transaction manager takes them for two resource managers, they are two branches of one global transaction. */
    @Test
    void separateBranches_commitTogetherAndDoNotSeeEachOther() throws Exception {
        enlistAs(Alone::new);
        server.inTransaction(() -> {
            try (OdbConnection one = factory.getConnection();
                    OdbConnection two = factory.getConnection()) {
                one.root("account", Account.class).add(1);
                two.root("other", Account.class).add(7);
                assertThat(one.root("other", Account.class).balance()).isZero();
                assertThat(two.root("account", Account.class).balance()).isEqualTo(100);
            }
        });
        assertThat(calls())
                .containsExactly(
                        List.of("start", "end", "prepare", "commit"), List.of("start", "end", "prepare", "commit"));
        Xid one = resources.get(0).xid;
        Xid two = resources.get(1).xid;
        assertThat(one.getGlobalTransactionId()).isEqualTo(two.getGlobalTransactionId());
        assertThat(one.getBranchQualifier()).isNotEqualTo(two.getBranchQualifier());
        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.balance(factory, "other")).isEqualTo(7);
    }

    /** The second cannot wait for the first, since both are decided together. */
    @Test
    void separateBranchesOnOneObject_loseAtOnce() throws Exception {
        enlistAs(Alone::new);
        server.transactions.begin();
        try (OdbConnection one = factory.getConnection();
                OdbConnection two = factory.getConnection()) {
            one.root("account", Account.class).add(1);
            two.root("account", Account.class).add(7);
        }
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(thrown.getSuppressed()[0])
                .hasCauseInstanceOf(ConflictException.class)
                .hasMessageContaining("is held by another branch of the same global transaction");
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void delistedWithSuspend_isResumed() throws Exception {
        server.transactions.begin();
        try (OdbConnection connection = factory.getConnection()) {
            Account account = connection.root("account", Account.class);
            account.add(1);
            Transaction transaction = server.transactions.getTransaction();
            Recording resource = resources.get(0);
            assertThat(transaction.delistResource(resource, XAResource.TMSUSPEND))
                    .isTrue();
            assertThat(transaction.enlistResource(resource)).isTrue();
            account.add(1);
        }
        server.transactions.commit();
        assertThat(calls()).containsExactly(List.of("start", "end", "resume", "end", "commit(1)"));
        assertThat(server.balance(factory, "account")).isEqualTo(102);
    }

    @Test
    void delistedWithSuccess_isJoinedAgain() throws Exception {
        server.transactions.begin();
        try (OdbConnection connection = factory.getConnection()) {
            Account account = connection.root("account", Account.class);
            account.add(1);
            Transaction transaction = server.transactions.getTransaction();
            Recording resource = resources.get(0);
            assertThat(transaction.delistResource(resource, XAResource.TMSUCCESS))
                    .isTrue();
            assertThat(transaction.enlistResource(resource)).isTrue();
            account.add(1);
        }
        server.transactions.commit();
        assertThat(calls().get(0)).startsWith("start", "end", "join").endsWith("commit(1)");
        assertThat(server.balance(factory, "account")).isEqualTo(102);
    }

    @Test
    void delistedWithFail_isRolledBack() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        server.transactions.getTransaction().delistResource(resources.get(0), XAResource.TMFAIL);
        catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(calls().get(0)).doesNotContain("prepare");
        assertThat(server.balance(factory, "account")).isEqualTo(100);
        server.inTransaction(() -> add(factory, "account", 5));
        assertThat(server.balance(factory, "account")).isEqualTo(105);
    }

    @Test
    void suspendedTransaction_goesOnAfterAnotherOnItsThread() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        server.inOtherTransaction(() -> add(factory, "other", 7));
        add(factory, "account", 1);
        server.transactions.commit();
        assertThat(server.balance(factory, "account")).isEqualTo(102);
        assertThat(server.balance(factory, "other")).isEqualTo(7);
    }

    @Test
    void transaction_isCommittedByAnotherThread() throws Exception {
        for (boolean withRows : new boolean[] {false, true}) {
            server.transactions.begin();
            add(factory, "account", 1);
            if (withRows) {
                audit.insert(server.transactions, 1);
            }
            Transaction transaction = server.transactions.suspend();
            CompletableFuture.runAsync(() -> {
                        try {
                            server.transactions.resume(transaction);
                            server.transactions.commit();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .get(1, TimeUnit.MINUTES);
        }
        assertThat(server.balance(factory, "account")).isEqualTo(102);
        assertThat(audit.rows()).isEqualTo(1);
    }

    /** Its thread has left it; when its time is over the transaction manager's reaper ends it, and its objects are free. */
    @Test
    void abandonedTransaction_isRolledBackByTheReaper() throws Exception {
        server.transactions.setTransactionTimeout(1);
        try {
            server.transactions.begin();
            add(factory, "account", 1);
            server.transactions.suspend();
            assertThat(resources.get(0).rolledBack.await(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            server.transactions.setTransactionTimeout(0);
        }
        assertThat(calls()).containsExactly(List.of("start", "end", "rollback"));
        server.inTransaction(() -> add(factory, "account", 5));
        assertThat(server.balance(factory, "account")).isEqualTo(105);
    }

    @Test
    void othersVotedReadOnly_isCommittedInOnePhase() throws Exception {
        server.inTransaction(() -> {
            server.transactions.getTransaction().enlistResource(new RefusingResource() {
                @Override
                public int prepare(Xid xid) {
                    return XA_RDONLY;
                }
            });
            add(factory, "account", 1);
        });
        assertThat(calls()).containsExactly(List.of("start", "end", "commit(1)"));
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void markedRollbackOnly_isRolledBackAndNeverPrepared() throws Exception {
        server.transactions.begin();
        audit.insert(server.transactions, 1);
        try (OdbConnection connection = factory.getConnection()) {
            Account account = connection.root("account", Account.class);
            server.transactions.setRollbackOnly();
            // reading and writing go on until the end
            account.add(1);
            assertThat(connection.root("account", Account.class).balance()).isEqualTo(101);
        }
        catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(calls().get(0)).endsWith("rollback").doesNotContain("prepare");
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    /** A resource that the transaction manager takes for the only one of its kind. */
    private static final class Alone extends Recording {
        Alone(XAResource inner) {
            super(inner);
        }

        @Override
        public boolean isSameRM(XAResource other) throws XAException {
            return this == other;
        }
    }
}
