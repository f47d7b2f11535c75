package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application can do with connections, rightly and wrongly, in a pool and under the real transaction manager. */
class HandleTest {
    private final TestServer server = TestServer.inMemory();
    private final List<Recording> resources = new ArrayList<>();
    private OdbConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "account", 100);
        server.connections.wrap(resource -> {
            Recording recording = new Recording(resource);
            resources.add(recording);
            return recording;
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connectionsOfOneTransaction_shareObjects() throws Exception {
        server.inTransaction(() -> {
            try (OdbConnection one = factory.getConnection();
                    OdbConnection two = factory.getConnection()) {
                assertThat(two.root("account", Account.class)).isSameAs(one.root("account", Account.class));
            }
        });

        assertThat(resources).hasSize(2);
        assertThat(resources.get(0).calls).startsWith("start").endsWith("commit(1)");
        assertThat(resources.get(1).calls).startsWith("join").doesNotContain("commit(1)");
    }

    @Test
    void twoFactoriesOfOneDatabase_shareObjectsAndOneBranch() throws Exception {
        OdbConnectionFactory other = server.factory("other");
        server.inTransaction(() -> {
            add(factory, "account", 1);
            add(other, "account", 2);
        });

        assertThat(resources).extracting(r -> r.calls.get(0)).containsExactly("start", "join");
        assertThat(server.balance(other, "account")).isEqualTo(103);
    }

    @Test
    void closedConnection_leavesItsWorkInTheTransaction() throws Exception {
        server.inTransaction(() -> {
            add(factory, "account", 1);
            assertThat((int) with(factory, c -> c.root("account", Account.class).balance()))
                    .isEqualTo(101);
        });
    }

    @Test
    void connectionFromBeforeTheTransaction_joinsEachTransactionItIsUsedIn() throws Exception {
        try (OdbConnection connection = factory.getConnection()) {
            for (int i = 1; i <= 2; i++) {
                server.inTransaction(
                        () -> connection.root("account", Account.class).add(1));
            }
        }

        assertThat(server.balance(factory, "account")).isEqualTo(102);
    }

    @Test
    void useOutsideATransaction_saysWhatToDo() {
        try (OdbConnection connection = factory.getConnection()) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(() -> connection.root("account", Account.class))
                    .withMessageContaining("ODB-5021")
                    .withMessageContaining("@Transactional");
        }
    }

    @Test
    void commitAndRollback_areTheServers() {
        try (OdbConnection connection = factory.getConnection()) {
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(connection::commit)
                    .withMessageContaining("UserTransaction.commit()");
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(connection::rollback)
                    .withMessageContaining("UserTransaction.rollback()");
        }
    }

    @Test
    void closedTwice_givesItBackOnce() {
        OdbConnection connection = factory.getConnection();
        connection.close();
        connection.close();

        assertThat(server.connections.free()).isEqualTo(1);
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(connection::roots)
                .withMessageContaining("ODB-5020");
    }

    @ParameterizedTest
    @MethodSource("uses")
    void usedAfterClose_isRefused(Consumer<OdbConnection> use) throws Exception {
        server.inTransaction(() -> {
            OdbConnection connection = factory.getConnection();
            connection.root("account", Account.class).add(1);
            connection.close();

            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> use.accept(connection))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("ODB-5020"));
        });

        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    static List<Consumer<OdbConnection>> uses() {
        return List.of(
                c -> c.root("account", Account.class),
                c -> c.root("account", Account.class, () -> new Account(1)),
                OdbConnection::roots,
                c -> c.oid(new Object()),
                c -> c.serial(new Object()),
                c -> c.readCurrent(new Object()),
                c -> c.requireUnchanged(1, 1),
                c -> c.undo(1),
                OdbConnection::savepoint,
                OdbConnection::transaction,
                c -> c.unwrap(new Object()));
    }

    @Test
    void closedByAnotherThread_goesBackAndIsRefusedHere() throws Exception {
        server.inTransaction(() -> {
            OdbConnection connection = factory.getConnection();
            connection.root("account", Account.class).add(1);
            inThread(connection::close);

            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5020");
        });

        assertThat(server.connections.inUse()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void usedByAnotherThread_isRefusedThere() throws Exception {
        server.inTransaction(() -> {
            try (OdbConnection connection = factory.getConnection()) {
                connection.root("account", Account.class).add(1);
                inThread(() -> assertThatExceptionOfType(NoTransactionException.class)
                        .isThrownBy(connection::roots)
                        .withMessageContaining("ODB-5023"));
            }
        });

        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void obtainedInOneTransactionAndFirstUsedInAnother_belongsToTheOther() throws Exception {
        server.transactions.begin();
        try (OdbConnection connection = factory.getConnection()) {
            server.inOtherTransaction(
                    () -> connection.root("account", Account.class).add(1));
            connection.root("account", Account.class).add(1);
        }
        server.transactions.rollback();

        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.connections.inUse()).isZero();
    }

    /** Or IronJacamar would give it to others, and to this transaction too; see PoolIT. */
    @Test
    void obtainedBeforeAndClosedUnused_staysWithTheTransaction() throws Exception {
        OdbConnection before = factory.getConnection();
        server.inTransaction(() -> {
            before.close();
            assertThat(server.connections.free()).isZero();
            add(factory, "account", 1);
        });

        assertThat(resources).extracting(r -> r.calls.get(0)).containsExactly("start", "join");
        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.connections.inUse()).isZero();
    }

    @Test
    void obtainedBeforeAndClosedUnusedInADoomedTransaction_isClosed() throws Exception {
        OdbConnection before = factory.getConnection();
        server.transactions.begin();
        server.transactions.setRollbackOnly();
        before.close();
        server.transactions.rollback();

        assertThat(server.connections.inUse()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    /** The pool has destroyed the connection under it, as WildFly does with tracking when the transaction ends. */
    @Test
    void closedAfterItsConnectionWasDestroyed_doesNothing() throws Exception {
        OdbConnection[] late = new OdbConnection[1];
        server.inTransaction(() -> {
            late[0] = factory.getConnection();
            late[0].root("account", Account.class).add(1);
        });
        server.connections.flushAll();

        assertThatExceptionOfType(OdbException.class).isThrownBy(late[0]::roots).withMessageContaining("ODB-5020");
        late[0].close();
        assertThat(server.connections.inUse()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    /** Through XA the branch lives on without its connection: what was done in it is committed. */
    @Test
    void connectionDestroyedInTheMiddle_doesNotHalveTheTransaction() throws Exception {
        server.inTransaction(() -> {
            OdbConnection connection = factory.getConnection();
            Account account = connection.root("account", Account.class);
            account.add(1);
            server.connections.flushAll();

            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(connection::roots)
                    .withMessageContaining("ODB-5020");
            account.add(1);
            add(factory, "account", 1);
        });

        assertThat(server.balance(factory, "account")).isEqualTo(103);
        assertThat(server.connections.inUse()).isZero();
    }

    @Test
    void exhaustedPool_isNamedWithWhatToDo() throws Exception {
        server.connections.max = 3;
        OdbConnection forgotten = factory.getConnection();
        server.inTransaction(() -> forgotten.root("account", Account.class));
        OdbConnection unused = factory.getConnection();
        server.inTransaction(() -> {
            add(factory, "account", 1);
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(factory::getConnection)
                    .withMessage("ODB-5026: The server gave no connection to the database 'odb' at " + server.url
                            + ". It says: no connection for java:/odb/test: none within 5 s. 1 of its connections take part"
                            + " in transactions, 2 are held outside of one. If its pool is exhausted: look for code that"
                            + " does not close its OdbConnection, close them sooner, or raise max-pool-size.");
        });
        forgotten.close();
        unused.close();
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    /** Not the pool's fault: the database's own message says what to do. */
    @Test
    void databaseThatCannotBeOpened_isNamedWithoutThePool() throws Exception {
        server.connections.flushAll();
        server.close();

        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(factory::getConnection)
                .withMessageContaining("ODB-5026")
                .withMessageContaining("ODB-5005")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("max-pool-size"));
    }

    @Test
    void closedAfterTheTransaction_isReusedByTheNext() throws Exception {
        OdbConnection[] late = new OdbConnection[1];
        server.inTransaction(() -> {
            late[0] = factory.getConnection();
            late[0].root("account", Account.class).add(1);
        });
        late[0].close();

        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.connections.created).isEqualTo(1);
    }

    @Test
    void neverClosed_doesNotKeepOthersOut() throws Exception {
        server.inTransaction(
                () -> factory.getConnection().root("account", Account.class).add(1));

        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void usedInAnotherTransaction_isRefused() throws Exception {
        server.transactions.begin();
        try (OdbConnection connection = factory.getConnection()) {
            connection.root("account", Account.class);
            server.inOtherTransaction(() -> assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(() -> connection.root("account", Account.class))
                    .withMessageContaining("ODB-5023"));
            assertThat(connection.root("account", Account.class).balance()).isEqualTo(100);
        }
        server.transactions.commit();
    }

    /** The transaction reaper ends and rolls back from a thread of its own while the application still runs. */
    @Test
    void rolledBackByTheReaper_failsAtTheNextUse() throws Exception {
        server.transactions.begin();
        try (OdbConnection connection = factory.getConnection()) {
            Account account = connection.root("account", Account.class);
            account.add(1);
            Recording resource = resources.get(0);
            inThread(() -> {
                resource.end(resource.xid, XAResource.TMFAIL);
                resource.rollback(resource.xid);
            });

            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(() -> connection.root("account", Account.class))
                    .withMessageContaining("ODB-5024");
            assertThatExceptionOfType(OdbException.class).isThrownBy(() -> account.add(1));
        }
        server.transactions.rollback();

        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    private static void inThread(TestServer.Work work) throws Exception {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure[0] = e;
            }
        });
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
    }
}
