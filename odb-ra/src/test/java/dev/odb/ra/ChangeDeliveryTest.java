package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ChangesLostException;
import dev.odb.OdbException;
import dev.odb.core.Engine;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import dev.odb.ra.inflow.OdbChangeActivation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes are told in order, and none is passed over, whatever the listener does. */
class ChangeDeliveryTest {
    private final ScriptedInflow feed = new ScriptedInflow(Engine::open);
    private final TestServer server = TestServer.at("odb:memory:change-delivery", feed);
    private final Listener bean = new Listener();
    private final TestEndpoints endpoints = new TestEndpoints(server.transactions, OdbChangeListener.class, bean);
    private OdbConnectionFactoryImpl factory;

    private interface Work {
        void on(ChangeEvent change) throws Exception;
    }

    private static final class Listener implements OdbChangeListener {
        private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        private volatile Work work = change -> {};

        @Override
        public void onChange(ChangeEvent change) throws Exception {
            heard.add(change.tid());
            work.on(change);
        }

        private long next() throws InterruptedException {
            Long tid = heard.poll(1, TimeUnit.MINUTES);
            if (tid == null) {
                throw new AssertionError("nothing was heard");
            }
            return tid;
        }
    }

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "account", 100);
        OdbChangeActivation activation = new OdbChangeActivation();
        activation.setSubscription("activity");
        activation.setBackoffMillis("1");
        server.adapter.endpointActivation(endpoints, activation);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(endpoints.open).as("endpoints that were not released").hasValue(0);
    }

    private static ChangeEvent change(long tid) {
        return new ChangeEvent(tid, Instant.EPOCH, "ada", "", Set.of(), List.of());
    }

    @Test
    void changes_areHeardInOrderEachInATransaction() throws Exception {
        bean.work = change -> add(factory, "account", 1);
        for (long tid = 1; tid <= 3; tid++) {
            feed.offer(change(tid));
        }

        assertThat(List.of(bean.next(), bean.next(), bean.next())).containsExactly(1L, 2L, 3L);

        server.close();
        assertThat(feed.told)
                .containsExactly("receive 1", "delivered 1", "receive 2", "delivered 2", "receive 3", "delivered 3");
        assertThat(endpoints.resources).hasSize(3).allSatisfy(resource -> assertThat(resource.calls)
                .containsExactly("start", "end", "commit(1)"));
    }

    @Test
    void failures_delayWhatFollowsAndSkipNothing() throws Exception {
        int[] left = {3};
        bean.work = change -> {
            if (change.tid() == 1 && left[0]-- > 0) {
                throw new IllegalStateException("not yet");
            }
        };
        feed.offer(change(1));
        feed.offer(change(2));

        assertThat(List.of(bean.next(), bean.next(), bean.next(), bean.next(), bean.next()))
                .containsExactly(1L, 1L, 1L, 1L, 2L);
    }

    @Test
    void lostConflicts_areReplayedAndThenComeAgain() throws Exception {
        int[] left = {5};
        bean.work = change -> {
            add(factory, "account", 1);
            if (left[0]-- > 0) {
                server.inOtherTransaction(() -> add(factory, "account", 1));
            }
        };
        feed.offer(change(1));
        feed.offer(change(2));

        for (int i = 0; i < 6; i++) {
            assertThat(bean.next()).isEqualTo(1);
        }
        assertThat(bean.next()).isEqualTo(2);
    }

    /** Going on would be to pass over what was packed; an administrator moves the subscription behind the gap. */
    @Test
    void gap_stopsTheFeedUntilTheSubscriptionIsMoved() throws Exception {
        for (int i = 0; i < 3; i++) {
            feed.offer(new ChangesLostException("ODB-3966", "Changes are packed.", "activity", 5, 9));
        }
        feed.offer(change(10));
        assertThat(bean.next()).isEqualTo(10);
    }

    @Test
    void failureToRead_isTriedAgain() throws Exception {
        feed.offer(new IllegalStateException("the disk"));
        feed.offer(change(1));
        assertThat(bean.next()).isEqualTo(1);
    }

    /** A subscription that was removed fails at each look until the bean is deployed again: that filled the log. */
    @Test
    void failureThatGoesOn_isAnErrorInTheLogOnce() throws Exception {
        List<Level> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLevel());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger logger = Logger.getLogger("dev.odb.ra.inflow.Crew");
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                feed.offer(new OdbException("ODB-3968", "Subscription 'activity' was removed."));
            }
            feed.offer(change(1));
            assertThat(bean.next()).isEqualTo(1);
            assertThat(logged).containsExactly(Level.SEVERE);

            feed.offer(new OdbException("ODB-3968", "Subscription 'activity' was removed."));
            feed.offer(change(2));
            assertThat(bean.next()).isEqualTo(2);
            assertThat(logged).as("it has worked in between").containsExactly(Level.SEVERE, Level.SEVERE);
        } finally {
            logger.removeHandler(handler);
        }
    }
}
