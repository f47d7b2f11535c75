package dev.odb.ejb;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.Site;
import dev.odb.cdi.spi.Transactions;
import jakarta.interceptor.InvocationContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** A JMS message-driven bean: the broker replays by redelivery. */
final class MessageReplay implements ReplayPlan {
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private final Site site;
    private final RetryOnConflict settings;
    private final AtomicBoolean saidTooOften = new AtomicBoolean();

    MessageReplay(Site site) {
        this.site = site;
        this.settings = site.retry();
    }

    static boolean isListener(Site site) {
        Class<?>[] parameters = site.method().getParameterTypes();
        return parameters.length == 1 && Message.class.isAssignableFrom(parameters[0]);
    }

    @Override
    public Object invoke(InvocationContext context, Transactions transactions) throws Exception {
        if (!transactions.active()) {
            throw EjbMessages.deliveredWithoutTransaction(site);
        }
        Message message = (Message) context.getParameters()[0];
        String id = message.getJMSMessageID();
        int count = deliveryCount(message);
        if (count > settings.replays() + 1 && saidTooOften.compareAndSet(false, true)) {
            Delivery.LOG.log(Level.WARNING, EjbMessages.deliveredTooOften(site, id, count, settings.replays()));
        }
        return new Delivery(site, settings, id, count).run(context, transactions);
    }

    private static int deliveryCount(Message message) throws JMSException {
        if (message.propertyExists(DELIVERY_COUNT)) {
            return message.getIntProperty(DELIVERY_COUNT);
        }
        return message.getJMSRedelivered() ? 2 : 1;
    }
}
