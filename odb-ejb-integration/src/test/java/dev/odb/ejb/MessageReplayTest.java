package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.LostObjects;
import dev.odb.spi.LockDomain;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens around one delivery, in the transaction that the container begins; the broker's part is shown on a server. */
class MessageReplayTest {
    private final Locks locks = new Locks();
    private final String id = "ID:" + UUID.randomUUID();
    private final Warnings warnings = new Warnings();
    private static SeContainer container;
    private TransactionManager transactions;
    private Listener listener;

    @BeforeAll
    static void startContainer() {
        container = SeContainerInitializer.newInstance()
                .addBeanClasses(Listener.class)
                .initialize();
    }

    @AfterAll
    static void stopContainer() {
        container.close();
    }

    @BeforeEach
    void start() {
        transactions = container.select(TransactionManager.class).get();
        listener = container.select(Listener.class).get();
        listener.start(locks);
        warnings.open();
    }

    @AfterEach
    void stop() throws Exception {
        warnings.close();
        assertThat(ConflictScope.current()).isNull();
        assertThat(transactions.getTransaction()).isNull();
    }

    @Test
    void firstDelivery_runsUnderATagOfItsOwnAndWaitsForNothing() throws Exception {
        assertThat(deliver(message(id, 1))).isEqualTo("committed");

        assertThat(listener.log).containsExactly("attempt 1 of " + tag(id) + " holds nothing");
        assertThat(locks.log).isEmpty();
    }

    @Test
    void redelivery_holdsWhatEarlierOnesLostBeforeItWorks() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {7, 5});

        assertThat(deliver(message(id, 2))).isEqualTo("committed");

        assertThat(listener.log).containsExactly("attempt 2 of " + tag(id) + " holds its objects");
        assertThat(locks.log).containsExactly("reserve [5, 7] gate=false", "taken");
    }

    @Test
    void lastRedelivery_alsoHoldsTheCommitGate() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {5});

        deliver(message(id, 4));

        assertThat(locks.log).containsExactly("reserve [5] gate=true", "taken");
    }

    @Test
    void anotherMessage_waitsForNothing() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {5});

        deliver(message(id + "x", 2));

        assertThat(locks.log).isEmpty();
    }

    @Test
    void whatAMessageLost_isForgottenWhenItWasReceived() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {5});
        deliver(message(id, 2));
        locks.log.clear();

        deliver(message(id, 2));

        assertThat(locks.log).isEmpty();
    }

    /** Senders may switch ids off; what one message lost must not be taken for what another one lost. */
    @Test
    void messageWithoutAnId_remembersNothing() throws Exception {
        deliver(message(null, 1));
        deliver(message(null, 2));

        assertThat(listener.log.get(0)).isNotEqualTo(listener.log.get(1).replace("attempt 2", "attempt 1"));
        assertThat(locks.log).isEmpty();
    }

    @Test
    void waitInVain_rollsBackWithoutAnExceptionSoThatTheBrokerRepeatsIt() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {5});
        locks.refuse = true;

        assertThat(deliver(message(id, 2))).isEqualTo("rolled back");
        assertThat(listener.log).isEmpty();
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void conflictAtCommit_rollsBackAndIsNoWarning() throws Exception {
        listener.loses = true;

        assertThat(deliver(message(id, 3))).isEqualTo("rolled back");
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void lastDeliveryLostInVain_isAWarningWithTheConflict() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {5});
        locks.refuse = true;

        deliver(message(id, 4));

        assertThat(warnings.texts)
                .singleElement()
                .asString()
                .startsWith(
                        "ODB-7030: Message " + id + " was delivered to " + Listener.class.getName() + ".onMessage()")
                .contains("4 deliveries")
                .contains("ODB-3001: lost 5");
        assertThat(locks.exhausted).isEqualTo(1);
    }

    /** The engine tells the scope in which the branch began, which is closed when the container commits. */
    @Test
    void lastDeliveryLostAtCommit_isAWarningWithTheConflict() throws Exception {
        listener.loses = true;

        deliver(message(id, 4));

        assertThat(warnings.texts)
                .singleElement()
                .asString()
                .startsWith("ODB-7030")
                .contains("ODB-3001: lost 9");
    }

    @Test
    void lastDeliveryThatFailsWithoutAConflict_isNoWarningOfOurs() throws Exception {
        listener.thrown = new IllegalArgumentException("a bug");

        assertThatThrownBy(() -> deliver(message(id, 4))).isSameAs(listener.thrown);
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void moreDeliveriesThanReplays_areSaidOnceWithTheScript() throws Exception {
        deliver(message(id, 5));
        deliver(message(id, 6));

        assertThat(warnings.texts)
                .singleElement()
                .asString()
                .startsWith("ODB-7031: Message " + id)
                .contains("for the 5th time", "3 replays", "odb-queue.cli");
    }

    /** Of a system exception the container would make an error in the log; the broker repeats it all the same. */
    @Test
    void conflictOutOfTheMethod_rollsBackWithoutAnException() throws Exception {
        listener.thrown = new EJBException(LosingResource.conflict(3));

        assertThat(deliver(message(id, 1))).isEqualTo("rolled back");
    }

    @Test
    void staleObject_isTheMethodsOwnException() {
        listener.thrown = LosingResource.stale(3);

        assertThatThrownBy(() -> deliver(message(id, 1))).isSameAs(listener.thrown);
    }

    @Test
    void applicationException_keepsItsMeaningEvenAroundAConflict() {
        listener.thrown = new Declared(LosingResource.conflict(3));

        assertThatThrownBy(() -> deliver(message(id, 1))).isSameAs(listener.thrown);
    }

    @Test
    void reservationThatNoTransactionTook_isReleasedAtTheEnd() throws Exception {
        LostObjects.shared().remember(tag(id), locks, new long[] {5});
        listener.locks = new Locks();

        deliver(message(id, 3));

        assertThat(locks.log).containsExactly("reserve [5] gate=false", "released");
    }

    @Test
    void deliveryOutsideOfATransaction_isRefused() {
        assertThatThrownBy(() -> listener.onMessage(message(id, 1)))
                .isInstanceOf(OdbException.class)
                .hasMessageStartingWith("ODB-7032")
                .hasMessageContaining(Listener.class.getName());
        assertThat(listener.log).isEmpty();
    }

    /** As the container does: rolls back for a system exception, and if it was told to. */
    private String deliver(Message message) throws Exception {
        transactions.begin();
        boolean returned = false;
        try {
            listener.onMessage(message);
            returned = true;
        } finally {
            if (!returned) {
                transactions.rollback();
            }
        }
        if (transactions.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
            transactions.rollback();
            return "rolled back";
        }
        if (listener.loses) {
            listener.scope.lost(locks, LosingResource.conflict(9));
            transactions.rollback();
            return "rolled back";
        }
        transactions.commit();
        return "committed";
    }

    private static String tag(String id) {
        return id + " for " + Listener.class.getName();
    }

    private static Message message(String id, int delivery) {
        return (Message) Proxy.newProxyInstance(
                Message.class.getClassLoader(), new Class<?>[] {Message.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getJMSMessageID" -> id;
                        case "propertyExists" -> arguments[0].equals("JMSXDeliveryCount");
                        case "getIntProperty" -> delivery;
                        default -> throw new UnsupportedOperationException(method.toString());
                    };
                });
    }

    /** Notes what is asked of it. */
    private static final class Locks implements LockDomain {
        private final UUID id = UUID.randomUUID();
        private final List<String> log = new ArrayList<>();
        private boolean refuse;
        private int exhausted;

        @Override
        public UUID databaseId() {
            return id;
        }

        @Override
        public Reservation reserve(long[] oids, boolean commitGate, Duration timeout) {
            if (refuse) {
                throw LosingResource.conflict(oids[0]);
            }
            log.add("reserve " + Arrays.toString(oids) + " gate=" + commitGate);
            return new Reservation() {
                @Override
                public void close() {
                    log.add("released");
                }

                @Override
                public boolean take() {
                    log.add("taken");
                    return true;
                }
            };
        }

        @Override
        public void exhausted() {
            exhausted++;
        }
    }

    /** What ours logs above INFO. */
    private static final class Warnings extends Handler {
        private final Logger logger = Logger.getLogger("dev.odb.ejb");
        private final List<String> texts = new ArrayList<>();

        void open() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() > Level.INFO.intValue()) {
                texts.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    @ApplicationException
    static final class Declared extends RuntimeException {
        Declared(Throwable cause) {
            super(cause);
        }
    }

    @MessageDriven
    @RetryOnConflict
    @Singleton
    public static class Listener implements MessageListener {
        private final List<String> log = new ArrayList<>();
        private Locks locks;
        private boolean loses;
        private RuntimeException thrown;
        private ConflictScope scope;

        void start(Locks own) {
            log.clear();
            locks = own;
            loses = false;
            thrown = null;
        }

        @Override
        public void onMessage(Message message) {
            scope = ConflictScope.current();
            String held = scope.take(locks) == null ? "nothing" : "its objects";
            log.add("attempt " + scope.attempt() + " of " + scope.tag() + " holds " + held);
            if (thrown != null) {
                throw thrown;
            }
        }
    }
}
