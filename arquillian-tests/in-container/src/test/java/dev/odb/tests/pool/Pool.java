package dev.odb.tests.pool;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The server's own account of one of its pools, read as JMX shows the management model. */
final class Pool {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName definition;
    private final ObjectName statistics;

    Pool(String adapter, String name) throws JMException {
        String address =
                "jboss.as:subsystem=resource-adapters,resource-adapter=" + adapter + ",connection-definitions=" + name;
        definition = new ObjectName(address);
        statistics = new ObjectName(address + ",statistics=pool");
    }

    /** A number by its name in the management model, such as InUseCount. */
    long count(String name) throws JMException {
        String attribute = Arrays.stream(beans.getMBeanInfo(statistics).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
        return ((Number) beans.getAttribute(statistics, attribute)).longValue();
    }

    /** How many connections the application or a transaction has. */
    long inUse() throws JMException {
        return count("InUseCount");
    }

    long created() throws JMException {
        return count("CreatedCount");
    }

    long destroyed() throws JMException {
        return count("DestroyedCount");
    }

    /** All calls of the transaction manager. */
    long xaCalls() throws JMException {
        return count("XAStartCount")
                + count("XAEndCount")
                + count("XAPrepareCount")
                + count("XACommitCount")
                + count("XARollbackCount");
    }

    /** As an administrator flushes it: Idle, Gracefully or All. */
    void flush(String how) throws JMException {
        beans.invoke(definition, "flush" + how + "ConnectionInPool", new Object[0], new String[0]);
    }
}
