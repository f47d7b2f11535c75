package dev.odb.tests.jms;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What all the message-driven beans do: comment on an issue; each delivery that reached a bean leaves its outcome. */
@ApplicationScoped
public class Deliveries {
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private volatile Hook afterRead;

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private Rows rows;

    @Inject
    @JMSConnectionFactory("java:/JmsXA")
    private JMSContext messages;

    @Resource(lookup = "java:/jms/queue/notifications")
    private Queue notifications;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    /** The end of a delivery's transaction. */
    record Ended(String text, int attempt, boolean committed) {}

    /** What a test does while a delivery is under way, when it has read the issue and not yet changed it. */
    @FunctionalInterface
    interface Hook {
        void run(String text, int attempt) throws Exception;
    }

    void start(Hook hook) {
        ended.clear();
        attempts.clear();
        afterRead = hook;
    }

    /** The next delivery that ended; waits for it. */
    Ended next() throws InterruptedException {
        Ended next = ended.poll(2, TimeUnit.MINUTES);
        if (next == null) {
            throw new IllegalStateException("No delivery ended; attempts so far: " + attempts);
        }
        return next;
    }

    /** How often a bean was given the message. */
    int attempts(String text) {
        return attempts.getOrDefault(text, 0);
    }

    int attempts() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Comments on the issue that the message names, or on the one of that name and the attempt's number. */
    void comment(Message message) {
        try {
            String text = message.getBody(String.class);
            int attempt = attempts.merge(text, 1, Integer::sum);
            registry.registerInterposedSynchronization(new Watch(text, attempt));
            String key = message.getStringProperty("key");
            Issue issue = issues.get(message.getBooleanProperty("numbered") ? key + attempt : key);
            issue.comments().size();
            if (message.getBooleanProperty("more")) {
                rows.insert(text);
                messages.createProducer().send(notifications, text);
            }
            afterRead.run(text, attempt);
            issue.comment(text);
        } catch (RuntimeException e) {
            throw e;
        } catch (JMSException | SQLException e) {
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The test failed", e);
        }
    }

    private final class Watch implements Synchronization {
        private final String text;
        private final int attempt;

        Watch(String text, int attempt) {
            this.text = text;
            this.attempt = attempt;
        }

        @Override
        public void beforeCompletion() {
            // only the end counts
        }

        @Override
        public void afterCompletion(int status) {
            ended.add(new Ended(text, attempt, status == Status.STATUS_COMMITTED));
        }
    }
}
