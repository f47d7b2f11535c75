package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.ConflictException;
import dev.odb.NoTransactionException;
import dev.odb.OdbException;
import dev.odb.StorageFailedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pooled connection on its own, called as a pool calls it. */
class ManagedConnectionTest {
    private final TestServer server = TestServer.inMemory();
    private final Events events = new Events();
    private OdbManagedConnectionFactory definition;
    private OdbManagedConnection connection;

    @BeforeEach
    void start() throws Exception {
        definition = server.definition("odb");
        connection = create();
        connection.addConnectionEventListener(events);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void cleanup_forgetsBranchAndHandles() throws Exception {
        TestXid xid = TestXid.next();
        connection.getXAResource().start(xid, XAResource.TMNOFLAGS);
        OdbConnectionHandle old = handle(connection);
        old.roots();
        connection.cleanup();

        assertThatExceptionOfType(OdbException.class).isThrownBy(old::roots).withMessageContaining("ODB-5020");
        assertThatExceptionOfType(NoTransactionException.class)
                .isThrownBy(() -> handle(connection).roots());
        old.close();
        assertThat(events.seen).isEmpty();
        connection.getXAResource().end(xid, XAResource.TMSUCCESS);
        connection.getXAResource().rollback(xid);
    }

    @Test
    void destroyed_stillEndsItsBranch() throws Exception {
        TestXid xid = TestXid.next();
        XAResource resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        handle(connection).roots().put("account", new Account(1));
        connection.destroy();
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);

        assertThat(balance()).isEqualTo(1);
        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> handle(connection))
                .withMessageContaining("ODB-5029");
    }

    @Test
    void associatedHandle_worksInTheNewConnectionsBranch() throws Exception {
        OdbConnectionHandle handle = handle(connection);
        OdbManagedConnection other = create();
        other.associateConnection(handle);
        other.getXAResource().start(TestXid.next(), XAResource.TMNOFLAGS);

        assertThat(handle.roots()).isEmpty();
        connection.cleanup();
        assertThat(handle.roots()).isEmpty();
        handle.close();
        assertThat(events.seen).isEmpty();
    }

    @Test
    void errorEvent_isSentOnceAndOnlyIfTheDatabaseIsUnusable() {
        connection.failed(new ConflictException("ODB-0", "lost", 1, "X", 1, 2));
        connection.failed(new IllegalArgumentException("a mistake of the application"));
        assertThat(events.seen).isEmpty();

        XAException fatal = new XAException("wrapped");
        fatal.initCause(new StorageFailedException("ODB-0", "disk gone"));
        connection.failed(fatal);
        connection.failed(fatal);
        assertThat(events.seen).containsExactly(ConnectionEvent.CONNECTION_ERROR_OCCURRED);
    }

    @Test
    void stoppedAdapter_isAnErrorEvent() {
        server.close();

        assertThatExceptionOfType(XAException.class)
                .isThrownBy(() -> connection.getXAResource().start(TestXid.next(), XAResource.TMNOFLAGS))
                .satisfies(e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_RMFAIL))
                .withMessageContaining("ODB-5058");
        assertThat(events.seen).containsExactly(ConnectionEvent.CONNECTION_ERROR_OCCURRED);
    }

    @Test
    void match_isByDatabase() throws Exception {
        OdbManagedConnectionFactory sameDatabase = server.definition("another-name");
        OdbManagedConnectionFactory otherDatabase = server.definition("odb");
        otherDatabase.setUrl(server.url + "-2");

        assertThat(definition.matchManagedConnections(Set.of(connection), null, null))
                .isSameAs(connection);
        assertThat(sameDatabase.matchManagedConnections(Set.of(connection), null, null))
                .isSameAs(connection);
        assertThat(otherDatabase.matchManagedConnections(Set.of(connection), null, null))
                .isNull();
        connection.destroy();
        assertThat(definition.matchManagedConnections(Set.of(connection), null, null))
                .isNull();
    }

    @Test
    void localTransaction_commits() throws Exception {
        LocalTransaction local = connection.getLocalTransaction();
        local.begin();
        handle(connection).roots().put("account", new Account(3));
        local.commit();

        assertThat(balance()).isEqualTo(3);
    }

    @Test
    void localTransaction_rollsBack() throws Exception {
        LocalTransaction local = connection.getLocalTransaction();
        local.begin();
        handle(connection).roots().put("account", new Account(3));
        local.rollback();

        local.begin();
        assertThat(handle(connection).roots()).isEmpty();
        local.rollback();
    }

    @Test
    void localTransaction_leftOpen_isRolledBackByCleanup() throws Exception {
        LocalTransaction local = connection.getLocalTransaction();
        local.begin();
        handle(connection).roots().put("account", new Account(3));
        connection.cleanup();

        assertThatExceptionOfType(LocalTransactionException.class)
                .isThrownBy(local::commit)
                .withMessageContaining("ODB-5201");
        local.rollback();
        local.begin();
        assertThatExceptionOfType(LocalTransactionException.class)
                .isThrownBy(local::begin)
                .withMessageContaining("ODB-5030");
        assertThat(handle(connection).roots()).isEmpty();
        local.rollback();
        assertThatExceptionOfType(LocalTransactionException.class)
                .isThrownBy(local::rollback)
                .withMessageContaining("ODB-5031");
    }

    @Test
    void localTransaction_conflictIsTheCause() throws Exception {
        LocalTransaction local = connection.getLocalTransaction();
        local.begin();
        handle(connection).roots().put("account", new Account(3));
        local.commit();
        local.begin();
        handle(connection).root("account", Account.class).add(1);
        OdbManagedConnection winner = create();
        winner.getLocalTransaction().begin();
        handle(winner).root("account", Account.class).add(1);
        winner.getLocalTransaction().commit();

        assertThatExceptionOfType(LocalTransactionException.class)
                .isThrownBy(local::commit)
                .withCauseInstanceOf(ConflictException.class);
    }

    private OdbManagedConnection create() throws ResourceException {
        return (OdbManagedConnection) definition.createManagedConnection(null, null);
    }

    private static OdbConnectionHandle handle(OdbManagedConnection of) throws ResourceException {
        return (OdbConnectionHandle) of.getConnection(null, null);
    }

    private int balance() throws ResourceException {
        OdbManagedConnection reader = create();
        reader.getLocalTransaction().begin();
        int balance = handle(reader).root("account", Account.class).balance();
        reader.getLocalTransaction().rollback();
        return balance;
    }

    private static final class Events implements ConnectionEventListener {
        final List<Integer> seen = new ArrayList<>();

        @Override
        public void connectionClosed(ConnectionEvent event) {
            seen.add(event.getId());
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            seen.add(event.getId());
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {
            seen.add(event.getId());
        }

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {
            seen.add(event.getId());
        }

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {
            seen.add(event.getId());
        }
    }
}
