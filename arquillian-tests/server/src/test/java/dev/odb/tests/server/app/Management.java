package dev.odb.tests.server.app;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Looks through everything that JMX shows. */
final class Management {
    private Management() {}

    /** Where the text is, a line each; ends with the number of values that were looked at. */
    static String valuesWith(String text) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> found = new ArrayList<>();
        int looked = 0;
        for (ObjectName name : server.queryNames(null, null)) {
            if (name.getDomain().equals("jboss.as.expr")) {
                continue; // the same as jboss.as, with expressions in place of their values
            }
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                String value;
                try {
                    value = text(server.getAttribute(name, attribute.getName()));
                } catch (JMException | RuntimeException e) {
                    value = e.toString();
                }
                looked++;
                if (value.contains(text)) {
                    found.add(name + " " + attribute.getName());
                }
            }
        }
        return String.join("\n", found) + "\nlooked at " + looked;
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }
}
