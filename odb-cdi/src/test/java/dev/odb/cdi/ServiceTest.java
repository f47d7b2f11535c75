package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseAdministration;
import dev.odb.NoTransactionException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.cdi.model.Board;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections and administration, injected. */
class ServiceTest {
    @Test
    void connectionOfASharedBean_worksInEachTransaction() throws Exception {
        try (Transactions transactions = Transactions.with(Shared.class)) {
            Shared shared = transactions.bean(Shared.class);
            transactions.in(() -> {
                shared.connection().root("board", Board.class, Board::new).add("one");
                shared.connection().close();
                return null;
            });
            transactions.in(() -> {
                Board board = shared.connection().root("board", Board.class);
                assertThat(board).isSameAs(transactions.board("board"));
                assertThat(board.notes()).containsExactly("one");
                assertThat(shared.named().root("board", Board.class)).isSameAs(board);
                return null;
            });
        }
    }

    @Test
    void connectionOutsideATransaction_isAClearError() {
        try (Transactions transactions = Transactions.with(Shared.class)) {
            Shared shared = transactions.bean(Shared.class);
            assertThatThrownBy(() -> shared.connection().roots()).isInstanceOf(NoTransactionException.class);
            assertThat(shared.connection()).hasToString("OdbConnection of the database");
            assertThat(shared.named()).hasToString("OdbConnection of 'main'");
        }
    }

    @Test
    void exceptionOfTheService_arrivesUnwrapped() throws Exception {
        try (Transactions transactions = Transactions.with(Shared.class)) {
            Shared shared = transactions.bean(Shared.class);
            assertThatThrownBy(() -> transactions.in(() -> shared.connection().root("none", Board.class)))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    @Test
    void administration_isThatOfTheDatabase() throws Exception {
        try (Transactions transactions = Transactions.with(Shared.class)) {
            Shared shared = transactions.bean(Shared.class);
            long oid = transactions.in(
                    () -> shared.connection().oid(shared.connection().root("board", Board.class, Board::new)));

            assertThat(shared.administration().undoLog(0, 1).get(0).description())
                    .isEqualTo("creation of root 'board'");
            assertThat(shared.administration().history(oid, 9)).hasSize(1);
            assertThat(shared.administration().pack(Duration.ZERO)).isNotNull();
        }
    }

    @Test
    void servicesOfAPassivatedBean_workAfterwards() throws Exception {
        try (Transactions transactions = Transactions.with(Session.class)) {
            assertThat(transactions.container.select(Session.class).isResolvable())
                    .isTrue();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(
                        transactions.container.select(OdbConnection.class).get());
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                OdbConnection back = (OdbConnection) in.readObject();
                transactions.in(() -> back.root("board", Board.class, Board::new));
            }
        }
    }

    /** Applications that have made connections injectable by themselves go on as before. */
    @Test
    void producerOfTheApplication_staysTheOnlyOne() {
        try (Transactions transactions = Transactions.with(Own.class)) {
            assertThat(transactions.container.select(OdbConnection.class).get()).isSameAs(Own.MINE);
            assertThat(transactions
                            .container
                            .select(DatabaseAdministration.class)
                            .isResolvable())
                    .isTrue();
        }
    }

    @ApplicationScoped
    public static class Shared {
        @Inject
        private OdbConnection connection;

        @Inject
        @OdbDatabase("main")
        private Provider<OdbConnection> named;

        @Inject
        private DatabaseAdministration administration;

        public OdbConnection connection() {
            return connection;
        }

        public OdbConnection named() {
            return named.get();
        }

        public DatabaseAdministration administration() {
            return administration;
        }
    }

    /** Weld refuses it at deployment if anything it depends on cannot be passivated. */
    @SessionScoped
    public static class Session implements Serializable {
        @Inject
        private OdbConnection connection;

        @Inject
        @OdbDatabase("main")
        private DatabaseAdministration administration;

        public Object used() {
            return connection == null ? administration : connection;
        }
    }

    @Dependent
    public static class Own {
        private static final OdbConnection MINE = (OdbConnection) Proxy.newProxyInstance(
                OdbConnection.class.getClassLoader(),
                new Class<?>[] {OdbConnection.class},
                (proxy, method, arguments) -> method.getName());

        @Produces
        static OdbConnection mine() {
            return MINE;
        }
    }
}
