package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConnectionFactory;
import dev.odb.ReadConflictException;
import dev.odb.replay.Replay;
import jakarta.transaction.RollbackException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two connection definitions of one database with different isolations, under the real transaction manager. */
class NarayanaIsolationTest {
    private final TestServer server = TestServer.inMemory();
    private AuditTable audit;
    private OdbConnectionFactoryImpl snapshot;
    private OdbConnectionFactoryImpl serializable;

    @BeforeEach
    void start() throws Exception {
        audit = new AuditTable();
        snapshot = server.factory("snapshot");
        OdbManagedConnectionFactory definition = server.definition("serializable");
        definition.setIsolation("Serializable");
        serializable = (OdbConnectionFactoryImpl) definition.createConnectionFactory(server.connections);
        server.create(snapshot, "x", 0);
        server.create(snapshot, "y", 0);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        audit.close();
    }

    private static int read(OdbConnectionFactory factory, String root) {
        return with(factory, c -> c.root(root, Account.class).balance());
    }

    private int both() throws Exception {
        return server.balance(snapshot, "x") + server.balance(snapshot, "y");
    }

    /** Adds to y what is missing to 1, while another transaction does the same with x. */
    private ConflictException skew(OdbConnectionFactory reader, OdbConnectionFactory writer, boolean withRow)
            throws Exception {
        server.transactions.begin();
        int x = read(reader, "x");
        server.inOtherTransaction(() -> add(snapshot, "x", 1 - read(snapshot, "y")));
        add(writer, "y", 1 - x);
        if (withRow) {
            audit.insert(server.transactions, 1);
        }
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);
        return thrown == null ? null : Replay.conflictIn(thrown);
    }

    @Test
    void snapshots_allowWriteSkew() throws Exception {
        assertThat(skew(snapshot, snapshot, false)).isNull();
        assertThat(both()).isEqualTo(2);
    }

    @Test
    void serializableDefinition_refusesItInOnePhase() throws Exception {
        assertThat(skew(serializable, serializable, false)).isInstanceOf(ReadConflictException.class);
        assertThat(both()).isEqualTo(1);
    }

    @Test
    void serializableDefinition_refusesItWithRowsAndRollsThemBack() throws Exception {
        assertThat(skew(serializable, serializable, true)).isInstanceOf(ReadConflictException.class);
        assertThat(both()).isEqualTo(1);
        assertThat(audit.rows()).isZero();
    }

    @Test
    void strictestDefinitionOfATransaction_countsForWhatWasReadBefore() throws Exception {
        assertThat(skew(snapshot, serializable, true)).isInstanceOf(ReadConflictException.class);
        assertThat(both()).isEqualTo(1);
    }

    /** It only reads objects, but a row depends on them. */
    @Test
    void readerAmongOthers_isVerified() throws Exception {
        server.transactions.begin();
        assertThat(serializable.currentRoot("x", Account.class).balance()).isZero();
        audit.insert(server.transactions, 1);
        server.inOtherTransaction(() -> add(snapshot, "x", 1));
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(Replay.conflictIn(thrown)).isInstanceOf(ReadConflictException.class);
        assertThat(audit.rows()).isZero();
    }

    @Test
    void readerAmongOthers_holdsNothingAfterTheCommit() throws Exception {
        server.inTransaction(() -> {
            assertThat(serializable.currentRoot("x", Account.class).balance()).isZero();
            audit.insert(server.transactions, 1);
        });
        assertThat(audit.rows()).isEqualTo(1);
        server.inTransaction(() -> add(snapshot, "x", 10));
        assertThat(server.balance(snapshot, "x")).isEqualTo(10);
    }
}
