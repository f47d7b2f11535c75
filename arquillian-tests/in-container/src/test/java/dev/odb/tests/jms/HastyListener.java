package dev.odb.tests.jms;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Waits a second for what was lost; beside {@link PatientListener} on one queue. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/work"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "patience = 1")
        })
@RetryOnConflict(timeout = 1)
public class HastyListener implements MessageListener {
    @Inject
    private Deliveries deliveries;

    @Override
    public void onMessage(Message message) {
        deliveries.comment(message);
    }
}
