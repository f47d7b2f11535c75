package dev.odb.sample.upload;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;

/** Messages that failed four times. */
@ApplicationScoped
public class DeadLetters {
    @Resource(lookup = "java:/JmsXA")
    private ConnectionFactory messaging;

    @Resource(lookup = "java:/jms/queue/issues-dead")
    private Queue queue;

    /** How many there are. */
    public int count() {
        try (JMSContext context = messaging.createContext();
                QueueBrowser browser = context.createBrowser(queue)) {
            int count = 0;
            for (Enumeration<?> letters = browser.getEnumeration(); letters.hasMoreElements(); letters.nextElement()) {
                count++;
            }
            return count;
        } catch (JMSException e) {
            throw new JMSRuntimeException("The dead letters cannot be counted: " + e.getMessage(), null, e);
        }
    }
}
