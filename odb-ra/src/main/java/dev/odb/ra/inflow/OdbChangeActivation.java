package dev.odb.ra.inflow;

import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import dev.odb.ra.management.Deliveries;
import dev.odb.ra.properties.TextProperties;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;

/** How a bean hears of the changes of a database. */
@Activation(messageListeners = OdbChangeListener.class)
public class OdbChangeActivation extends OdbActivation {
    @ConfigProperty(description = "The name under which the database remembers how far the bean has heard. Required.")
    private String subscription;

    @Override
    Checked check(TextProperties properties, Delivering delivering) {
        return new Checked(
                "subscription",
                properties.text("subscription", subscription, "the name of a subscription"),
                1,
                0,
                delivering);
    }

    @Override
    Method method() {
        return method(OdbChangeListener.class, "onChange", ChangeEvent.class);
    }

    @Override
    Job job(Checked checked, MessageEndpointFactory endpoints, InflowDatabase database, Deliveries counts) {
        ListenerTransaction<OdbChangeListener> transaction =
                new ListenerTransaction<>(checked, OdbChangeListener.class, method(), endpoints, database);
        return new ChangeJob(checked, database.subscription(checked.name()), transaction, counts);
    }

    public String getSubscription() {
        return subscription;
    }

    public void setSubscription(String subscription) {
        this.subscription = subscription;
    }
}
