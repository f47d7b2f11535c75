package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.LostObjects;
import dev.odb.spi.LockDomain;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens around one delivery; the broker's part is shown on a server. */
class MessageReplayTest {
    private final Locks locks = new Locks();
    private final String id = "ID:" + UUID.randomUUID();
    private SeContainer container;
    private Listener listener;

    @BeforeEach
    void start() {
        container = SeContainerInitializer.newInstance()
                .addBeanClasses(Listener.class)
                .initialize();
        listener = container.select(Listener.class).get();
        listener.locks = locks;
    }

    @AfterEach
    void stop() {
        assertThat(ConflictScope.current()).isNull();
        container.close();
    }

    @Test
    void firstDelivery_runsUnderTheMessagesIdAndWaitsForNothing() {
        listener.onMessage(message(id, 1));

        assertThat(listener.log).containsExactly("attempt 1 of " + id + " holds nothing");
        assertThat(locks.log).isEmpty();
    }

    @Test
    void redelivery_holdsWhatEarlierOnesLostBeforeItWorks() {
        LostObjects.shared().remember(id, locks, new long[] {7, 5});

        listener.onMessage(message(id, 2));

        assertThat(listener.log).containsExactly("attempt 2 of " + id + " holds its objects");
        assertThat(locks.log).containsExactly("reserve [5, 7] gate=false", "taken");
    }

    @Test
    void lastRedelivery_alsoHoldsTheCommitGate() {
        LostObjects.shared().remember(id, locks, new long[] {5});

        listener.onMessage(message(id, 4));

        assertThat(locks.log).containsExactly("reserve [5] gate=true", "taken");
    }

    @Test
    void anotherMessage_waitsForNothing() {
        LostObjects.shared().remember(id, locks, new long[] {5});

        listener.onMessage(message(id + "x", 2));

        assertThat(locks.log).isEmpty();
    }

    @Test
    void waitInVain_failsTheDeliverySoThatTheBrokerRepeatsIt() {
        LostObjects.shared().remember(id, locks, new long[] {5});
        locks.refuse = true;

        assertThatThrownBy(() -> listener.onMessage(message(id, 2))).isInstanceOf(ConflictException.class);
        assertThat(listener.log).isEmpty();
    }

    @Test
    void reservationThatNoTransactionTook_isReleasedAtTheEnd() {
        LostObjects.shared().remember(id, locks, new long[] {5});
        listener.locks = new Locks();

        listener.onMessage(message(id, 3));

        assertThat(locks.log).containsExactly("reserve [5] gate=false", "released");
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

        @Override
        public UUID databaseId() {
            return id;
        }

        @Override
        public Reservation reserve(long[] oids, boolean commitGate, Duration timeout) {
            if (refuse) {
                throw LosingResource.conflict(oids[0]);
            }
            log.add("reserve " + java.util.Arrays.toString(oids) + " gate=" + commitGate);
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
    }

    @MessageDriven
    @RetryOnConflict
    @Singleton
    public static class Listener implements MessageListener {
        private final List<String> log = new ArrayList<>();
        private Locks locks;

        @Override
        public void onMessage(Message message) {
            ConflictScope scope = ConflictScope.current();
            String held = scope.take(locks) == null ? "nothing" : "its objects";
            log.add("attempt " + scope.attempt() + " of " + scope.tag() + " holds " + held);
        }
    }
}
