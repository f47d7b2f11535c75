package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbException;
import dev.odb.core.Branch;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pool gives the same managed connection to the next user, however the last transaction on it ended. */
class ReuseTest {
    private final TestServer server = TestServer.inMemory();
    private final List<XAResource> resources = new ArrayList<>();
    private OdbConnectionFactory factory;

    /** How a transaction ends. */
    enum Ending {
        COMMIT(5) {
            @Override
            void end(ReuseTest test) throws Exception {
                test.server.transactions.commit();
            }
        },
        ROLLBACK(0) {
            @Override
            void end(ReuseTest test) throws Exception {
                test.server.transactions.rollback();
            }
        },
        CONFLICT(10) {
            @Override
            void end(ReuseTest test) throws Exception {
                test.server.inOtherTransaction(() -> add(test.factory, "account", 10));
                assertThatExceptionOfType(RollbackException.class).isThrownBy(test.server.transactions::commit);
            }
        },
        APPLICATION_ERROR(0) {
            @Override
            void end(ReuseTest test) throws Exception {
                assertThatThrownBy(() -> test.factory.getConnection().root("bad", Account.class, () -> {
                            throw new IllegalStateException("a mistake of the application");
                        }))
                        .isInstanceOf(IllegalStateException.class);
                test.server.transactions.setRollbackOnly();
                assertThatExceptionOfType(RollbackException.class).isThrownBy(test.server.transactions::commit);
            }
        },
        /** The transaction manager ends it from another thread while the application has not noticed. */
        TIMEOUT(0) {
            @Override
            void end(ReuseTest test) throws Exception {
                TransactionManager transactions = test.server.transactions;
                var transaction = transactions.getTransaction();
                CompletableFuture.runAsync(() -> {
                            try {
                                transaction.rollback();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .get();
                transactions.suspend();
            }
        };

        private final int added;

        Ending(int added) {
            this.added = added;
        }

        abstract void end(ReuseTest test) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "account", 100);
        server.connections.wrap(resource -> {
            resources.add(resource);
            return new Recording(resource);
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void nextUser_findsNothingOfTheLast(Ending ending) throws Exception {
        OdbConnection last = useAndEnd(ending);

        assertThat(server.connections.inUse()).isZero();
        assertThat(server.connections.destroyed).isZero();
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> last.root("account", Account.class))
                .withMessageContaining("ODB-5020");
        int before = server.connections.created;
        assertThat(server.balance(factory, "account")).isEqualTo(100 + ending.added);
        server.inTransaction(() -> add(factory, "account", 1));
        assertThat(server.balance(factory, "account")).isEqualTo(101 + ending.added);
        assertThat(server.connections.created).isEqualTo(before);
        assertThat(server.connections.inUse()).isZero();
        assertThat(server.connections.errors).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void pooledConnection_keepsNothingOfTheLastUser(Ending ending) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader deployment = new URLClassLoader(new java.net.URL[0], before)) {
            thread.setContextClassLoader(deployment);
            useAndEnd(ending);
        } finally {
            thread.setContextClassLoader(before);
        }

        assertThat(ofTheApplication(server.connections.pooled())).isEmpty();
    }

    private OdbConnection useAndEnd(Ending ending) throws Exception {
        server.transactions.begin();
        OdbConnection connection = factory.getConnection();
        connection.root("account", Account.class).add(5);
        assertThat(ofTheApplication(server.connections.living()))
                .hasAtLeastOneElementOfType(OdbConnectionHandle.class)
                .hasAtLeastOneElementOfType(BranchWork.class)
                .hasAtLeastOneElementOfType(ClassLoader.class)
                .hasAtLeastOneElementOfType(Branch.class);
        ending.end(this);
        connection.close();
        server.connections.closeAll();
        return connection;
    }

    /** A factory's connection for whatever transaction is current is nobody's: it holds the factory only. */
    private static List<Object> ofTheApplication(Object pool) {
        return Reachable.from(pool).stream()
                .filter(object -> object instanceof OdbConnection && !Proxy.isProxyClass(object.getClass())
                        || object instanceof BranchWork
                        || object instanceof XaBranch
                        || object instanceof ClassLoader
                        || object instanceof Branch)
                .toList();
    }

    /** The timeout was set for a transaction; that of the next may be longer, or none, of which nobody is told. */
    @Test
    void timeoutOfTheLastTransaction_isForgotten() throws Exception {
        server.transactions.setTransactionTimeout(30);
        try {
            server.inTransaction(() -> add(factory, "account", 1));
        } finally {
            server.transactions.setTransactionTimeout(0);
        }

        assertThat(resources).hasSize(1);
        assertThat(resources.get(0).getTransactionTimeout()).isZero();
    }

    @Test
    void timeoutOfATransaction_isSetWhileItLasts() throws Exception {
        server.transactions.setTransactionTimeout(30);
        try {
            server.inTransaction(() -> {
                add(factory, "account", 1);
                assertThat(resources.get(0).getTransactionTimeout()).isBetween(1, 30);
            });
        } finally {
            server.transactions.setTransactionTimeout(0);
        }
    }
}
