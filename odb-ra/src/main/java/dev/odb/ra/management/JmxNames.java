package dev.odb.ra.management;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The names under which things stand in JMX. */
public final class JmxNames {
    private static final Pattern PLAIN = Pattern.compile("[^,=:\"*?\\n\\r]+");

    private JmxNames() {}

    /**
     * A name in our domain.
     *
     * @param type what it is
     * @param keys what tells it from others, in the order in which it is shown; values with reserved characters are quoted
     */
    public static ObjectName of(String type, Map<String, String> keys) {
        String name = keys.entrySet().stream()
                .map(key -> "," + key.getKey() + "=" + value(key.getValue()))
                .collect(Collectors.joining("", "dev.odb:type=" + type, ""));
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("a quoted name is always good: " + name, e);
        }
    }

    private static String value(String text) {
        return PLAIN.matcher(text).matches() ? text : ObjectName.quote(text);
    }
}
