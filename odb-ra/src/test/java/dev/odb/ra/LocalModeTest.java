package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.UnknownOutcomeException;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.Replay;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An adapter that the server uses without XA, as the last resource of JTA transactions, or not at all. */
class LocalModeTest {
    private final TestServer server = TestServer.inMemory();
    private final List<XAResource> resources = new ArrayList<>();
    private AuditTable audit;
    private OdbConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        audit = new AuditTable();
        factory = server.factory();
        server.create(factory, "account", 100);
        server.connections.use(TestConnectionManager.Mode.LOCAL);
        server.connections.wrap(resource -> {
            resources.add(resource);
            return resource;
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        audit.close();
    }

    @Test
    void commit_storesObjectsAndRows() throws Exception {
        server.inTransaction(() -> {
            add(factory, "account", 1);
            audit.insert(server.transactions, 1);
        });

        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(audit.rows()).isEqualTo(1);
        assertThat(server.connections.inUse()).isZero();
    }

    @Test
    void rollback_storesNeither() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        audit.insert(server.transactions, 1);
        server.transactions.rollback();

        assertThat(server.balance(factory, "account")).isEqualTo(100);
        assertThat(audit.rows()).isZero();
        assertThat(server.connections.inUse()).isZero();
    }

    @Test
    void refusalOfAnother_rollsTheObjectsBack() throws Exception {
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> server.inTransaction(() -> {
                    add(factory, "account", 1);
                    server.transactions.getTransaction().enlistResource(new RefusingResource());
                }));

        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void untouchedConnection_beginsNothing() throws Exception {
        server.inTransaction(() -> {
            factory.getConnection().close();
            audit.insert(server.transactions, 1);
        });

        assertThat(resources).isEmpty();
        assertThat(audit.rows()).isEqualTo(1);
    }

    /** A server can enlist only one last resource: the connections of a transaction share the first one's work. */
    @Test
    void connectionsOfOneTransaction_shareObjectsAndOneLocalTransaction() throws Exception {
        OdbConnectionFactory other = server.factory("other");
        server.inTransaction(() -> {
            try (OdbConnection one = factory.getConnection();
                    OdbConnection two = factory.getConnection();
                    OdbConnection three = other.getConnection()) {
                Account account = one.root("account", Account.class);
                assertThat(two.root("account", Account.class)).isSameAs(account);
                assertThat(three.root("account", Account.class)).isSameAs(account);
                account.add(1);
                two.root("account", Account.class).add(2);
            }
        });

        assertThat(resources).hasSize(1);
        assertThat(server.balance(factory, "account")).isEqualTo(103);
        assertThat(server.connections.inUse()).isZero();
    }

    /** With XA it would join; here a second last resource would be refused. */
    @Test
    void obtainedBeforeAndClosedUnused_beginsNoSecondLocalTransaction() throws Exception {
        OdbConnection before = factory.getConnection();
        server.inTransaction(() -> {
            add(factory, "account", 1);
            before.close();
        });

        assertThat(resources).hasSize(1);
        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.connections.inUse()).isZero();
    }

    @Test
    void suspendedTransaction_sharesNothing() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        server.inOtherTransaction(() -> assertThat((int)
                        with(factory, c -> c.root("account", Account.class).balance()))
                .isEqualTo(100));
        server.transactions.commit();

        assertThat(resources).hasSize(2);
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    /** Seen before the end: the caller finds it as the cause, and the other resource is not asked to prepare. */
    @Test
    void conflictBeforeTheEnd_isFound() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        audit.insert(server.transactions, 1);
        server.inOtherTransaction(() -> add(factory, "account", 10));
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);

        assertConflict(thrown);
    }

    /** Seen by the commit of the local transaction only, after the other resource has prepared. */
    @Test
    void conflictAtTheCommit_rollsBothBackAndIsFound() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        audit.insert(server.transactions, 1);
        interposeWinner();
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);

        assertConflict(thrown);
    }

    @Test
    void conflictAlone_isRecordedForTheReplay() throws Exception {
        try (ConflictScope scope = ConflictScope.open()) {
            server.transactions.begin();
            add(factory, "account", 1);
            interposeWinner();
            assertThatExceptionOfType(RollbackException.class).isThrownBy(server.transactions::commit);

            assertThat(scope.conflict()).isNotNull();
        }
        assertThat(server.balance(factory, "account")).isEqualTo(110);
    }

    @Test
    void conflict_isReplayed() throws Exception {
        int[] attempts = new int[1];
        new Replay(3, Duration.ofMinutes(1)).run(() -> {
            server.inTransaction(() -> {
                add(factory, "account", 1);
                if (attempts[0]++ == 0) {
                    interposeWinner();
                }
            });
            return null;
        });

        assertThat(attempts[0]).isEqualTo(2);
        assertThat(server.balance(factory, "account")).isEqualTo(111);
    }

    @Test
    void connectionDestroyedInTheMiddle_losesTheWholeTransactionAndSaysSo() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        audit.insert(server.transactions, 1);
        server.connections.flushAll();
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);

        assertThat(thrown.getSuppressed()[0])
                .hasCauseInstanceOf(LocalTransactionException.class)
                .cause()
                .hasMessageContaining("ODB-5201");
        assertThat(server.balance(factory, "account")).isEqualTo(100);
        assertThat(audit.rows()).isZero();
    }

    /** What was to happen has happened; that it is answered without an error is shown by ManagedConnectionTest. */
    @Test
    void connectionDestroyedInTheMiddle_isRolledBackQuietly() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        server.connections.flushAll();
        server.transactions.rollback();

        assertThat(server.balance(factory, "account")).isEqualTo(100);
        server.inTransaction(() -> add(factory, "account", 1));
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    /**
     * A server has only "failed" for it, which it takes for rolled back; what really happened is among the causes. That is
     * why the documentation advises XA.
     */
    @Test
    void unknownOutcome_isFoundAmongTheCauses() throws Exception {
        FaultyEngine engine = new FaultyEngine();
        try (TestServer faulty = TestServer.at("odb:memory:local-unknown", engine)) {
            OdbConnectionFactory of = faulty.factory();
            faulty.create(of, "account", 100);
            faulty.connections.use(TestConnectionManager.Mode.LOCAL);
            engine.fail("commit", new UnknownOutcomeException("ODB-0", "nobody knows"));
            RollbackException thrown = catchThrowableOfType(
                    RollbackException.class, () -> faulty.inTransaction(() -> add(of, "account", 1)));

            assertThat(thrown.getSuppressed()[0]).hasRootCauseInstanceOf(UnknownOutcomeException.class);
            assertThat(Replay.conflictIn(thrown)).isNull();
            assertThat(faulty.connections.errors).hasSize(1);
            engine.heal();
        }
    }

    @Test
    void useOutsideATransaction_saysWhatToDo() {
        try (OdbConnection connection = factory.getConnection()) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5021");
        }
    }

    @Test
    void serverWithoutTransactionSupport_isNamed() throws Exception {
        server.connections.use(TestConnectionManager.Mode.NONE);
        server.transactions.begin();
        try (OdbConnection connection = factory.getConnection()) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5200")
                    .withMessageContaining("transaction-support=XATransaction");
        }
        server.transactions.rollback();

        assertThat(server.connections.inUse()).isZero();
    }

    private void assertConflict(RollbackException thrown) throws Exception {
        assertThat(Replay.conflictIn(thrown)).isInstanceOf(ConflictException.class);
        assertThat(Replay.conflictIn(thrown).className()).isEqualTo(Account.class.getName());
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(110);
        assertThat(server.connections.inUse()).isZero();
        assertThat(server.connections.errors).isEmpty();
    }

    /** Another transaction wins after the early look. */
    private void interposeWinner() {
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
    }
}
