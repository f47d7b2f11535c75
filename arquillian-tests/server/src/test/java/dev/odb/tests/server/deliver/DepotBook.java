package dev.odb.tests.server.deliver;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.PersistentList;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;

/** Enters the tid of each change that it hears of. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "subscription", propertyValue = "book"),
            @ActivationConfigProperty(propertyName = "backoffMillis", propertyValue = "100")
        })
public class DepotBook implements OdbChangeListener {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Override
    public void onChange(ChangeEvent change) {
        try (OdbConnection connection = factory.getConnection()) {
            of(connection).add(change.tid());
            hearers(connection).add(ProcessHandle.current().pid());
        }
    }

    /** What was entered, in this order. */
    @SuppressWarnings("unchecked") // nobody else writes it
    public static PersistentList<Long> of(OdbConnection connection) {
        return connection.root("book", PersistentList.class, PersistentList::new);
    }

    /** Which server entered it, by its process. */
    @SuppressWarnings("unchecked") // nobody else writes it
    public static PersistentList<Long> hearers(OdbConnection connection) {
        return connection.root("hearers", PersistentList.class, PersistentList::new);
    }
}
