package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.Outcome;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What applications have run at the end of a transaction, under the real transaction manager. */
class NarayanaActionsTest {
    private final TestServer server = TestServer.inMemory();
    private final List<Object> told = new ArrayList<>();
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

    private void using(Consumer<OdbConnection> work) {
        with(factory, c -> {
            work.accept(c);
            return null;
        });
    }

    @Test
    void actionBeforeCompletion_runsInTheTransactionAfterTheApplicationsSynchronizations() throws Exception {
        server.inTransaction(() -> {
            using(c -> {
                Account account = c.root("account", Account.class);
                c.transaction().beforeCompletion(() -> {
                    told.add("action");
                    account.add(1);
                });
            });
            server.transactions.getTransaction().registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    told.add("synchronization");
                }

                @Override
                public void afterCompletion(int status) {
                    // only the order before matters
                }
            });
            audit.insert(server.transactions, 1);
        });
        assertThat(told).containsExactly("synchronization", "action");
        assertThat(server.balance(factory, "account")).isEqualTo(101);
    }

    @Test
    void exceptionBeforeCompletion_rollsEverythingBackAndIsFound() throws Exception {
        server.transactions.begin();
        audit.insert(server.transactions, 1);
        using(c -> {
            c.transaction().afterCompletion(told::add);
            c.transaction().beforeCompletion(() -> {
                throw new IllegalStateException("no");
            });
        });
        add(factory, "account", 1);
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(thrown).hasRootCauseMessage("no");
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void outcome_isToldInOnePhaseInTwoAndWhereNothingWasWritten() throws Exception {
        server.inTransaction(() -> {
            using(c -> c.transaction().afterCompletion(told::add));
            add(factory, "account", 1);
        });
        assertThat(told).containsExactly(Outcome.COMMITTED);
        server.inTransaction(() -> {
            using(c -> c.transaction().afterCompletion(told::add));
            add(factory, "account", 1);
            audit.insert(server.transactions, 1);
        });
        assertThat(told).containsExactly(Outcome.COMMITTED, Outcome.COMMITTED);
        server.inTransaction(() -> {
            using(c -> {
                c.root("account", Account.class).balance();
                c.transaction().afterCompletion(told::add);
            });
            audit.insert(server.transactions, 2);
        });
        assertThat(told).containsExactly(Outcome.COMMITTED, Outcome.COMMITTED, Outcome.COMMITTED);
    }

    /** A reader among others votes read-only and is told nothing by its resource. */
    @Test
    void outcomeOfAReader_isThatOfTheWholeTransaction() throws Exception {
        server.transactions.begin();
        using(c -> {
            c.root("account", Account.class).balance();
            c.transaction().afterCompletion(told::add);
        });
        server.transactions.getTransaction().enlistResource(new RefusingResource());
        audit.insert(server.transactions, 1);
        catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        assertThat(audit.rows()).isZero();
    }

    @Test
    void rollbackOnly_rollsTheWholeTransactionBackQuietly() throws Exception {
        server.transactions.begin();
        audit.insert(server.transactions, 1);
        using(c -> {
            c.transaction().setRollbackOnly();
            c.transaction().afterCompletion(told::add);
        });
        add(factory, "account", 1);
        assertThat(server.transactions.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        RollbackException thrown = catchThrowableOfType(RollbackException.class, server.transactions::commit);
        assertThat(thrown.getSuppressed()).isEmpty();
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        assertThat(audit.rows()).isZero();
        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }
}
