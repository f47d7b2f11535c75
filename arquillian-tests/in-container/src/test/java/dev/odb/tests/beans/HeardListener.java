package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Refuses each message the first time. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/issues"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")
        })
@RetryOnConflict
public class HeardListener implements MessageListener {
    @Inject
    private Heard heard;

    @Override
    public void onMessage(Message message) {
        int attempt = ConflictScope.current().attempt();
        try {
            heard.add(message.getBody(String.class) + " " + attempt);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        if (attempt == 1) {
            throw new IllegalStateException("not the first time");
        }
    }
}
