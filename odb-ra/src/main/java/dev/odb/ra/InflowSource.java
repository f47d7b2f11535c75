package dev.odb.ra;

import dev.odb.OdbCredentials;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.ra.inflow.DeliveryBranch;
import dev.odb.ra.inflow.InflowDatabase;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A connection definition's database, for message inflow. */
final class InflowSource implements InflowDatabase {
    private final OdbManagedConnectionFactory definition;
    private final OpenDatabase database;

    InflowSource(OdbManagedConnectionFactory definition, OpenDatabase database) {
        this.definition = definition;
        this.database = database;
    }

    @Override
    public TaskConsumer consumer(String queue) {
        return database.consumer(queue);
    }

    @Override
    public ChangeSubscription subscription(String name) {
        return database.subscription(name);
    }

    @Override
    public OdbCredentials signOn(OdbCredentials given) {
        OdbCredentials credentials = given == null ? definition.credentials() : given;
        database.signOn(credentials);
        return credentials;
    }

    @Override
    public DeliveryBranch branch(OdbCredentials credentials) {
        return new InflowBranch(database, credentials.user(), definition.isolation());
    }

    @Override
    public TransactionSynchronizationRegistry registry() {
        return database.registry();
    }
}
