package dev.odb.tests.jms;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** With the defaults: three replays, and five minutes to wait for what was lost. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/work"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "patience = 300")
        })
@RetryOnConflict
public class PatientListener implements MessageListener {
    @Inject
    private Deliveries deliveries;

    @Override
    public void onMessage(Message message) {
        deliveries.comment(message);
    }
}
