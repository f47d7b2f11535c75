package dev.odb.ra.inflow;

import dev.odb.ra.management.Deliveries;
import dev.odb.ra.management.DeliveriesMXBean;
import dev.odb.ra.management.JmxNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The deliveries to a bean as they stand in JMX. Several applications may have a bean of one name; they are numbered. */
final class ShownDeliveries {
    private static final Logger LOG = System.getLogger(ShownDeliveries.class.getName());

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final OdbActivation.Checked source;
    private final Deliveries counts;
    private ObjectName name;

    ShownDeliveries(OdbActivation.Checked source, Deliveries counts) {
        this.source = source;
        this.counts = counts;
    }

    /** Shows them; if it cannot, it only warns. */
    void show() {
        for (int number = 1; name == null; number++) {
            ObjectName free = name(number);
            try {
                server.registerMBean(new StandardMBean(counts, DeliveriesMXBean.class, true), free);
                name = free;
            } catch (InstanceAlreadyExistsException e) {
                // that is another application's
            } catch (JMException e) {
                LOG.log(Level.WARNING, InflowMessages.beanNotRegistered(free, e));
                return;
            }
        }
    }

    private ObjectName name(int number) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("database", source.delivering().databaseName());
        keys.put(source.kind(), source.name());
        keys.put("bean", counts.getBean());
        if (number > 1) {
            keys.put("number", Integer.toString(number));
        }
        return JmxNames.of("Deliveries", keys);
    }

    /** Takes them out again. */
    void hide() {
        if (name == null) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, InflowMessages.beanNotRegistered(name, e));
        }
    }
}
