package dev.odb.ra;

import dev.odb.ra.management.DatabaseBean;
import dev.odb.ra.management.DatabaseMXBean;
import dev.odb.ra.management.JmxNames;
import dev.odb.spi.ShownUrl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The databases of an adapter as they stand in JMX, one for each name. All threads may use it. */
final class DatabaseBeans {
    private static final Logger LOG = System.getLogger(DatabaseBeans.class.getName());

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Map<ObjectName, OpenDatabase> registered = new LinkedHashMap<>();

    /** The name in JMX of the database with that name. */
    static ObjectName name(String databaseName) {
        return JmxNames.of("Database", Map.of("name", databaseName));
    }

    /** Shows a database, unless another connection definition has done so under that name; if it cannot, it only warns. */
    synchronized void register(String databaseName, OpenDatabase database) {
        ObjectName name = name(databaseName);
        if (registered.get(name) == database) {
            return;
        }
        try {
            DatabaseBean bean = new DatabaseBean(
                    ShownUrl.of(database.configuration().url()),
                    database.id(),
                    database.administration(),
                    System::nanoTime);
            server.registerMBean(new StandardMBean(bean, DatabaseMXBean.class, true), name);
            registered.put(name, database);
        } catch (JMException e) {
            LOG.log(Level.WARNING, RaMessages.beanNotRegistered(name, e));
        }
    }

    /** Takes all out again. */
    synchronized void unregister() {
        for (ObjectName name : registered.keySet()) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                LOG.log(Level.WARNING, RaMessages.beanNotUnregistered(name, e));
            }
        }
        registered.clear();
    }
}
