package dev.odb.ra.management;

/**
 * What JMX shows of the deliveries to a message-driven bean since its activation. The page docs/reference/monitoring.md says
 * what each attribute means. Any thread.
 */
public interface DeliveriesMXBean {
    String getBean();

    String getApplication();

    int getRunning();

    long getDelivered();

    long getReplayed();

    long getFailed();

    long getParked();
}
