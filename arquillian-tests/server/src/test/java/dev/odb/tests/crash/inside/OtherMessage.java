package dev.odb.tests.crash.inside;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The number is the text of the one message of a queue. To add is to receive it, which locks it, and to send another. */
final class OtherMessage implements Other {
    private static final long WAIT_MILLIS = 60_000;

    private final Source<JMSContext> contexts;
    private final Queue queue;

    OtherMessage(Source<JMSContext> contexts, Queue queue) {
        this.contexts = contexts;
        this.queue = queue;
    }

    @Override
    public void create() throws Exception {
        with(context -> {
            send(context, 0);
            return null;
        });
    }

    @Override
    public int value() throws Exception {
        return with(context -> {
            List<Integer> all = new ArrayList<>();
            try (QueueBrowser browser = context.createBrowser(queue)) {
                Enumeration<?> messages = browser.getEnumeration();
                for (Object message : Collections.list(messages)) {
                    all.add(number((Message) message));
                }
            }
            if (all.size() > 1) {
                throw new IllegalStateException("More than one message: " + all);
            }
            return all.isEmpty() ? -1 : all.get(0);
        });
    }

    @Override
    public void add() throws Exception {
        with(context -> {
            try (JMSConsumer consumer = context.createConsumer(queue)) {
                Message message = consumer.receive(WAIT_MILLIS);
                if (message == null) {
                    throw new IllegalStateException("No message can be received, it is locked or lost.");
                }
                send(context, number(message) + 1);
            }
            return null;
        });
    }

    @Override
    public void touch() throws Exception {
        with(context -> null);
    }

    private void send(JMSContext context, int value) {
        context.createProducer().send(queue, Integer.toString(value));
    }

    private static int number(Message message) throws JMSException {
        return Integer.parseInt(message.getBody(String.class));
    }

    private <T> T with(Work<T> work) throws Exception {
        JMSContext context = contexts.open();
        try {
            return work.with(context);
        } finally {
            contexts.close(context);
        }
    }

    private interface Work<T> {
        T with(JMSContext context) throws JMSException;
    }
}
