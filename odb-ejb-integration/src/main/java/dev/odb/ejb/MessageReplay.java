package dev.odb.ejb;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.Site;
import dev.odb.cdi.spi.Transactions;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.LostObjects;
import jakarta.interceptor.InvocationContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;

/**
 * A JMS message-driven bean: the broker replays by redelivery. A redelivery first waits for what earlier deliveries of
 * the message lost; the transaction of a delivery carries the message's id, since it commits after every interceptor
 * has returned.
 */
record MessageReplay(RetryOnConflict settings) implements ReplayPlan {
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    static boolean isListener(Site site) {
        Class<?>[] parameters = site.method().getParameterTypes();
        return parameters.length == 1 && Message.class.isAssignableFrom(parameters[0]);
    }

    @Override
    public Object invoke(InvocationContext context, Transactions transactions) throws Exception {
        Message message = (Message) context.getParameters()[0];
        String id = message.getJMSMessageID();
        int delivery = deliveryCount(message);
        try (ConflictScope scope = ConflictScope.open(id)) {
            if (delivery > 1) {
                if (id != null) {
                    LostObjects.shared().recall(id, scope);
                }
                scope.begin(delivery, delivery > settings.replays(), Duration.ofSeconds(settings.timeout()));
            }
            return context.proceed();
        }
    }

    private static int deliveryCount(Message message) throws JMSException {
        if (message.propertyExists(DELIVERY_COUNT)) {
            return message.getIntProperty(DELIVERY_COUNT);
        }
        return message.getJMSRedelivered() ? 2 : 1;
    }
}
