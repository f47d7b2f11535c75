package dev.odb.tests.crash.inside;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;

/** An Artemis broker in this process, so that it halts too, as in WildFly. */
final class PlainBroker implements Source<JMSContext> {
    private static final String ADDRESS = "vm://0";
    private static final String QUEUE = "crash";

    private final PlainTransactions transactions;
    private final ActiveMQConnectionFactory plain = new ActiveMQConnectionFactory(ADDRESS);
    private final ActiveMQXAConnectionFactory xa = new ActiveMQXAConnectionFactory(ADDRESS);
    private final XAJMSContext recovering;

    PlainBroker(Path folder, PlainTransactions transactions) throws Exception {
        this.transactions = transactions;
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("vm", ADDRESS)
                .addQueueConfiguration(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
        recovering = xa.createXAContext();
    }

    Queue queue() {
        return recovering.createQueue(QUEUE);
    }

    XAResource recoverable() {
        return new NamedResource(QUEUE, recovering.getXAResource());
    }

    @Override
    public JMSContext open() throws Exception {
        if (!transactions.isActive()) {
            return plain.createContext();
        }
        XAJMSContext context = xa.createXAContext();
        transactions.enlist(QUEUE, context.getXAResource(), context::close);
        return context;
    }

    /** In a transaction that is done when it is over. */
    @Override
    public void close(JMSContext context) throws Exception {
        if (!transactions.isActive()) {
            context.close();
        }
    }
}
