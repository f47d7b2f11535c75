package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.CorruptStorageException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.StorageFailedException;
import dev.odb.StorageFullException;
import dev.odb.UnknownOutcomeException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the pool is told to throw a connection away: if its database is of no use any more, once, and never else. */
class ConnectionErrorTest {
    private static final StorageFailedException FORCE =
            new StorageFailedException("ODB-0", "the disk did not take what was forced");

    private final FaultyEngine engine = new FaultyEngine();
    private final TestServer server = TestServer.at("odb:memory:connection-error", engine);
    private AuditTable audit;
    private OdbConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        audit = new AuditTable();
        factory = server.factory();
        server.create(factory, "account", 100);
    }

    @AfterEach
    void stop() throws Exception {
        engine.heal();
        server.close();
        audit.close();
    }

    @Test
    void failedForceOfAPrepare_isReportedOnce() throws Exception {
        engine.fail("prepare", FORCE);

        assertThatExceptionOfType(RollbackException.class).isThrownBy(this::commitWithRow);

        assertReportedOnce();
        assertThat(audit.rows()).isZero();
    }

    @Test
    void unknownOutcomeOfAOnePhaseCommit_isReportedOnce() {
        engine.fail("commit", new UnknownOutcomeException("ODB-0", "nobody knows", FORCE));

        Throwable failure = catchThrowable(() -> server.inTransaction(() -> add(factory, "account", 1)));

        assertThat(failure).isNotNull().isNotInstanceOf(RollbackException.class);
        assertReportedOnce();
    }

    @Test
    void decisionThatCannotBeWritten_isReportedOnce() throws Exception {
        engine.fail("commitPrepared", FORCE);

        commitWithRow();

        assertReportedOnce();
        engine.heal();
        Narayana.recover(server.adapter.getXAResources(null));
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void storageThatFailsInUse_isReportedOnceThoughTheTransactionIsEndedWithIt() throws Exception {
        server.transactions.begin();
        OdbConnection connection = factory.getConnection();
        connection.root("account", Account.class).add(1);
        engine.fail("roots", FORCE);
        assertThatThrownBy(connection::roots).isSameAs(FORCE);
        server.transactions.rollback();

        assertReportedOnce();
        connection.close();
        engine.heal();
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void adapterStoppedBeforeTheCommit_isReportedOnce() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        Narayana.registry().registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                server.adapter.stop();
            }

            @Override
            public void afterCompletion(int status) {
                // only the moment before the end matters
            }
        });
        assertThatExceptionOfType(RollbackException.class).isThrownBy(server.transactions::commit);

        assertReportedOnce();
    }

    @Test
    void failuresOnManyThreads_areReportedOnce() throws Exception {
        OdbManagedConnection connection =
                (OdbManagedConnection) server.definition("odb").createManagedConnection(null, null);
        AtomicInteger errors = new AtomicInteger();
        connection.addConnectionEventListener(new ConnectionErrors(errors::incrementAndGet));
        int threads = 8;
        CountDownLatch ready = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            var all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(i -> executor.submit(() -> {
                        ready.countDown();
                        ready.await();
                        connection.failed(FORCE);
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(errors).hasValue(1);
    }

    @Test
    void brokenConnection_isGivenToNobody() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        OdbManagedConnection connection = (OdbManagedConnection) definition.createManagedConnection(null, null);
        connection.failed(FORCE);

        assertThat(definition.matchManagedConnections(java.util.Set.of(connection), null, null))
                .isNull();
    }

    @Test
    void conflicts_areNotReported() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        server.inOtherTransaction(() -> add(factory, "account", 10));
        assertThatExceptionOfType(RollbackException.class).isThrownBy(server.transactions::commit);

        assertNothingReported();
    }

    @Test
    void mistakesOfTheApplication_areNotReported() throws Exception {
        server.transactions.begin();
        with(factory, connection -> {
            assertThatExceptionOfType(ObjectNotFoundException.class)
                    .isThrownBy(() -> connection.root("nowhere", Account.class));
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> connection.root("bad", Account.class, () -> {
                        throw new IllegalStateException("a mistake of the application");
                    }));
            return connection.roots().put("bad", new Object());
        });
        assertThatExceptionOfType(RollbackException.class).isThrownBy(server.transactions::commit);

        assertNothingReported();
    }

    /** There may be room again, and the rest of what is damaged can be read. */
    @Test
    void fullOrDamagedStorage_isNotReported() {
        engine.fail("commit", new StorageFullException("ODB-0", "no room"));
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> server.inTransaction(() -> add(factory, "account", 1)));
        engine.heal();
        engine.fail("roots", new CorruptStorageException("ODB-0", "damaged"));
        assertThatExceptionOfType(CorruptStorageException.class)
                .isThrownBy(() -> server.inTransaction(() -> with(factory, OdbConnection::roots)));

        assertNothingReported();
    }

    private void commitWithRow() throws Exception {
        server.inTransaction(() -> {
            add(factory, "account", 1);
            audit.insert(server.transactions, 1);
        });
    }

    private void assertReportedOnce() {
        assertThat(server.connections.errors).hasSize(1);
        assertThat(server.connections.destroyed).isEqualTo(1);
        assertThat(server.connections.inUse()).isZero();
    }

    private void assertNothingReported() {
        assertThat(server.connections.errors).isEmpty();
        assertThat(server.connections.destroyed).isZero();
        assertThat(server.connections.inUse()).isZero();
    }

    /** Counts errors and nothing else. */
    private record ConnectionErrors(Runnable told) implements jakarta.resource.spi.ConnectionEventListener {
        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            told.run();
        }

        @Override
        public void connectionClosed(ConnectionEvent event) {
            throw new IllegalStateException();
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {
            throw new IllegalStateException();
        }

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {
            throw new IllegalStateException();
        }

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {
            throw new IllegalStateException();
        }
    }
}
