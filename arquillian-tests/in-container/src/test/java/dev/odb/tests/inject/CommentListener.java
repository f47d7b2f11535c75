package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** A message-driven bean: message and object in one transaction. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/issues"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")
        })
public class CommentListener implements MessageListener {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Override
    public void onMessage(Message message) {
        try {
            issues.get(message.getStringProperty("key")).comment(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
