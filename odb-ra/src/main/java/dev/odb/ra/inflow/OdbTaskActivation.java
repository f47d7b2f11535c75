package dev.odb.ra.inflow;

import dev.odb.core.inflow.TaskConsumer;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.ra.management.Deliveries;
import dev.odb.ra.properties.TextProperties;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;

/** How a bean takes the tasks of a queue. */
@Activation(messageListeners = OdbTaskListener.class)
public class OdbTaskActivation extends OdbActivation {
    @ConfigProperty(description = "The queue's name. Required.")
    private String queue;

    @ConfigProperty(description = "How many tasks may be worked on at the same time.", defaultValue = "4")
    private String consumers = "4";

    @ConfigProperty(
            description = "How often a task may fail before it is parked; conflicts do not count.",
            defaultValue = "10")
    private String attempts = "10";

    @Override
    Checked check(TextProperties properties, Delivering delivering) {
        return new Checked(
                "queue",
                properties.text("queue", queue, "the name of a queue"),
                (int) properties.number("consumers", consumers, 1, 1000),
                (int) properties.number("attempts", attempts, 1, 1000),
                delivering);
    }

    @Override
    Method method() {
        return method(OdbTaskListener.class, "onTask", Object.class);
    }

    @Override
    Job job(Checked checked, MessageEndpointFactory endpoints, InflowDatabase database, Deliveries counts) {
        @SuppressWarnings("unchecked") // each task is compared with what the listener takes before it is given
        Class<OdbTaskListener<Object>> type = (Class<OdbTaskListener<Object>>) (Class<?>) OdbTaskListener.class;
        ListenerTransaction<OdbTaskListener<Object>> transaction =
                new ListenerTransaction<>(checked, type, method(), endpoints, database);
        TaskConsumer consumer = database.consumer(checked.name());
        return new TaskJob(checked, consumer, transaction, endpoints.getEndpointClass(), counts);
    }

    public String getQueue() {
        return queue;
    }

    public void setQueue(String queue) {
        this.queue = queue;
    }

    public String getConsumers() {
        return consumers;
    }

    public void setConsumers(String consumers) {
        this.consumers = consumers;
    }

    public String getAttempts() {
        return attempts;
    }

    public void setAttempts(String attempts) {
        this.attempts = attempts;
    }
}
