package dev.odb.ra.inflow;

import dev.odb.OdbCredentials;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.TaskConsumer;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A database as its connection definition sees it. All threads may use it. */
public interface InflowDatabase {
    /** A new consumer of a queue. */
    TaskConsumer consumer(String queue);

    /** A subscription, made if there is none. */
    ChangeSubscription subscription(String name);

    /**
     * What deliveries sign on with: the given ones, or the definition's if these are null.
     *
     * @throws dev.odb.SignOnException if the database refuses them
     */
    OdbCredentials signOn(OdbCredentials given);

    /** A branch that is begun when the server enlists it. */
    DeliveryBranch branch(OdbCredentials credentials);

    /** The server's registry, or null. */
    TransactionSynchronizationRegistry registry();
}
