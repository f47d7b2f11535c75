package dev.odb.tests.jms;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Many instances at a time, by jboss-ejb3.xml and maxSession. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/work"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "patience = 32"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "32")
        })
@RetryOnConflict
public class CrowdListener implements MessageListener {
    @Inject
    private Deliveries deliveries;

    @Override
    public void onMessage(Message message) {
        deliveries.comment(message);
    }
}
