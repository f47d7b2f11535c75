package dev.odb.tests.inflow;

import dev.odb.inflow.OdbTaskListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

/** Takes the orders. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "queue", propertyValue = "orders"),
            @ActivationConfigProperty(propertyName = "consumers", propertyValue = "8"),
            @ActivationConfigProperty(propertyName = "attempts", propertyValue = "3"),
            @ActivationConfigProperty(propertyName = "backoffMillis", propertyValue = "20")
        })
public class OrderListener implements OdbTaskListener<Order> {
    @Inject
    private Lines lines;

    @Inject
    private Attempts attempts;

    @Override
    public void onTask(Order order) throws Exception {
        lines.add(order.key(), order.number());
        attempts.meet(order);
    }
}
