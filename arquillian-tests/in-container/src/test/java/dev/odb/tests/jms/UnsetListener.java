package dev.odb.tests.jms;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** On a queue that nobody set up for replays. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/unset"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")
        })
@RetryOnConflict
public class UnsetListener implements MessageListener {
    @Inject
    private Deliveries deliveries;

    @Override
    public void onMessage(Message message) {
        deliveries.comment(message);
    }
}
