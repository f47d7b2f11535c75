package dev.odb.ra;

import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.NoTransactionException;
import dev.odb.ObjectNotFoundException;
import dev.odb.PersistentList;
import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.StandIns;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What injected roots ask for at each field access. */
class CurrentRootTest {
    @Test
    void inATransaction_isTheSameObjectAsThroughAConnection() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory();
            server.create(factory, "account", 100);
            server.inTransaction(() -> {
                Account account = factory.currentRoot("account", Account.class);
                assertThat(factory.currentRoot("account", Account.class)).isSameAs(account);
                Account connected = with(factory, c -> c.root("account", Account.class));
                assertThat(connected).isSameAs(account);
            });
        }
    }

    @Test
    void nextTransaction_getsItsOwnObject() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory();
            server.create(factory, "account", 100);
            Account[] seen = new Account[2];
            server.inTransaction(() -> seen[0] = factory.currentRoot("account", Account.class));
            server.inTransaction(() -> seen[1] = factory.currentRoot("account", Account.class));

            assertThat(seen[1]).isNotSameAs(seen[0]);
        }
    }

    @Test
    void outsideATransaction_namesTheRoot() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(() -> server.factory("bank").currentRoot("account", Account.class))
                    .withMessageContaining("'account'")
                    .withMessageContaining("'bank'")
                    .withMessageContaining("@Transactional");
            assertThat(server.connections.created).isZero();
        }
    }

    @Test
    void withoutARegistry_worksTheSame() throws Exception {
        try (TestServer server = TestServer.withoutRegistry()) {
            OdbConnectionFactoryImpl factory = server.factory();
            server.create(factory, "account", 100);
            server.inTransaction(() -> assertThat(factory.currentRoot("account", Account.class))
                    .isSameAs(factory.currentRoot("account", Account.class)));
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(() -> factory.currentRoot("account", Account.class))
                    .withMessageContaining("'account'");
        }
    }

    @Test
    void missingRoot_isNamed() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory();
            server.inTransaction(() -> assertThatExceptionOfType(ObjectNotFoundException.class)
                    .isThrownBy(() -> factory.currentRoot("nobody", Account.class))
                    .withMessageContaining("nobody"));
        }
    }

    @Test
    void standIn_actsOnTheTransactionsRoot() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory("standin");
            server.create(factory, "account", 100);
            Account injected = StandIns.create(Account.class, "standin", "account");
            server.inTransaction(() -> injected.add(5));
            server.inTransaction(() -> assertThat(injected.balance()).isEqualTo(105));
        }
    }

    @Test
    void missingRoot_isMadeByItsInitialValue() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory("initial");
            Account injected = account("initial", 7);
            server.inTransaction(() -> injected.add(5));

            assertThat(server.balance(factory, "account")).isEqualTo(12);
        }
    }

    /** What is kept in an array or a new collection is looked at when the transaction ends. */
    @Test
    void standInThatIsFirstUsedByTheCommit_isStoredAsItsRoot() throws Exception {
        try (TestServer server = TestServer.inMemory();
                TestServer other = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory("late");
            OdbConnectionFactoryImpl second = other.factory("second");
            Account injected = account("late", 7);
            for (boolean prepared : new boolean[] {false, true}) {
                server.inTransaction(() -> {
                    with(factory, c -> c.roots().put("list", new PersistentList<>(List.of(injected))));
                    if (prepared) {
                        with(second, c -> c.roots().put("account", new Account(1)));
                    }
                });
                server.inTransaction(() -> {
                    Object stored = with(
                            factory, c -> c.root("list", PersistentList.class).get(0));
                    assertThat(stored).isSameAs(factory.currentRoot("account", Account.class));
                });
            }
        }
    }

    private static Account account(String database, int balance) {
        return StandIns.create(
                Account.class, database, "account", (Supplier<Account> & Serializable) () -> new Account(balance));
    }

    @Test
    void stoppedAdapter_isNotFoundByName() throws Exception {
        TestServer server = TestServer.inMemory();
        server.factory("gone");
        server.close();

        assertThatExceptionOfType(dev.odb.OdbException.class)
                .isThrownBy(() -> ConnectionFactories.get("gone"))
                .withMessageContaining("'gone'");
    }

    /** The server keeps the pooled connection, and here even a handle; neither may keep the deployment. */
    @Test
    void deploymentsLoader_isLetGoAfterTheTransaction() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            OdbConnectionFactoryImpl factory = server.factory();
            server.create(factory, "account", 100);
            WeakReference<ClassLoader> deployment = deploy(server, factory);

            long deadline = System.nanoTime() + 30_000_000_000L;
            while (deployment.get() != null && System.nanoTime() - deadline < 0) {
                System.gc();
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(deployment.get()).isNull();
        }
    }

    private static WeakReference<ClassLoader> deploy(TestServer server, OdbConnectionFactoryImpl factory)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(loader);
            server.inTransaction(() -> {
                factory.currentRoot("account", Account.class).add(1);
                with(factory, c -> c.root("account", Account.class).balance());
            });
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
