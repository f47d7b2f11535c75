package dev.odb.tests.jms.mistakes;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Manages its transactions itself, so the message belongs to none. */
@MessageDriven(
        activationConfig =
                @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/issues"))
@TransactionManagement(TransactionManagementType.BEAN)
@RetryOnConflict
public class OwnTransactions implements MessageListener {
    @Override
    public void onMessage(Message message) {
        throw new IllegalStateException("never deployed");
    }
}
