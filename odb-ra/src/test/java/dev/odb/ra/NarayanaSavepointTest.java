package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.InvalidSavepointException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.Savepoint;
import dev.odb.replay.Replay;
import jakarta.transaction.RollbackException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Savepoints of objects in transactions of the server, beside rows. */
class NarayanaSavepointTest {
    private final TestServer server = TestServer.inMemory();
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
        server.close();
        audit.close();
    }

    @Test
    void rollbackToASavepoint_reachesTheObjectsOfAllHandlesAndNoRows() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        Savepoint savepoint;
        try (OdbConnection connection = factory.getConnection()) {
            savepoint = connection.savepoint();
        }
        add(factory, "account", 10);
        audit.insert(server.transactions, 1);
        savepoint.rollback();
        add(factory, "account", 100);
        server.transactions.commit();

        assertThat(audit.rows()).isEqualTo(1);
        assertThat(server.balance(factory, "account")).isEqualTo(201);
        assertThatThrownBy(savepoint::rollback).isInstanceOf(InvalidSavepointException.class);
    }

    @Test
    void conflictOfWhatASavepointPutAside_isSeenBeforeTheEnd() throws Exception {
        server.transactions.begin();
        add(factory, "account", 1);
        try (OdbConnection connection = factory.getConnection()) {
            connection.savepoint();
        }
        server.inOtherTransaction(() -> add(factory, "account", 10));
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);

        assertThat(Replay.conflictIn(thrown).className()).isEqualTo(Account.class.getName());
        assertThat(server.balance(factory, "account")).isEqualTo(110);
    }
}
