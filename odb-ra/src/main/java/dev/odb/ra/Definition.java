package dev.odb.ra;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.ra.properties.TextProperties;
import dev.odb.spi.ShownUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks a connection definition's properties and makes the engine's configuration of them. */
final class Definition {
    private static final String FILE = "odb:file:";
    private static final String MEMORY = "odb:memory:";
    private static final String JDBC = "odb:jdbc:";
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long PEBIBYTE = 1L << 50;
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private final TextProperties properties = new TextProperties();

    private Definition() {}

    /**
     * The configuration; its URL is the same for every spelling of one folder.
     *
     * @throws OdbException that lists every mistake
     */
    static OdbConfiguration check(OdbManagedConnectionFactory given) {
        Definition definition = new Definition();
        String url = definition.url(given.getUrl());
        TextProperties properties = definition.properties;
        properties.text("databaseName", given.getDatabaseName(), "the name by which roots are injected, or left out");
        long lockWait = properties.number("lockWaitMillis", given.getLockWaitMillis(), 0, DAY);
        boolean readOnly = properties.flag("readOnly", given.getReadOnly());
        definition.checkIsolation(given.getIsolation());
        long objects = properties.number("maxObjects", given.getMaxObjects(), 0, Integer.MAX_VALUE);
        long objectBytes = properties.number("maxObjectBytes", given.getMaxObjectBytes(), 0, PEBIBYTE);
        long cacheBytes = properties.number("recordCacheBytes", given.getRecordCacheBytes(), 0, PEBIBYTE);
        boolean compress = properties.flag("compress", given.getCompress());
        Set<String> valueClasses = definition.valueClasses(given.getValueClasses());
        properties.credentials(given.getUser(), given.getPassword());
        definition.adminRole(given.getAdminRole());
        if (!properties.mistakes().isEmpty()) {
            throw RaMessages.wrongConfiguration(properties.mistakes());
        }
        return OdbConfiguration.of(url)
                .withLockWait(Duration.ofMillis(lockWait))
                .withReadOnly(readOnly)
                .withMaxObjects((int) objects)
                .withMaxObjectBytes(objectBytes)
                .withRecordCacheBytes(cacheBytes)
                .withCompress(compress)
                .withValueClasses(valueClasses);
    }

    /** The values of those properties that definitions of one URL must agree on, by name. */
    static Map<String, String> shared(OdbConfiguration configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("lockWaitMillis", Long.toString(configuration.lockWait().toMillis()));
        values.put("readOnly", Boolean.toString(configuration.readOnly()));
        values.put("maxObjects", Integer.toString(configuration.maxObjects()));
        values.put("maxObjectBytes", Long.toString(configuration.maxObjectBytes()));
        values.put("recordCacheBytes", Long.toString(configuration.recordCacheBytes()));
        values.put("compress", Boolean.toString(configuration.compress()));
        values.put("valueClasses", String.join(",", new TreeSet<>(configuration.valueClasses())));
        return values;
    }

    /** The isolation of that name, or null; it is not the database's, since another definition may want another one. */
    static Isolation isolation(String name) {
        for (Isolation one : Isolation.values()) {
            if (one.name().equalsIgnoreCase(name)) {
                return one;
            }
        }
        return null;
    }

    private String url(String url) {
        if (url != null && url.startsWith(FILE) && url.length() > FILE.length()) {
            try {
                return FILE
                        + Path.of(url.substring(FILE.length())).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                properties.mistake(
                        "url",
                        ShownUrl.of(url),
                        FILE + "<folder> with a path that can be read (" + e.getMessage() + ")");
                return null;
            }
        }
        if (!names(url, MEMORY) && !names(url, JDBC)) {
            properties.mistake(
                    "url",
                    ShownUrl.of(url),
                    FILE + "<folder>, " + MEMORY + "<name> or " + JDBC + "<JNDI name of a data source>");
        }
        return url;
    }

    private static boolean names(String url, String form) {
        return url != null
                && url.startsWith(form)
                && !url.substring(form.length()).isBlank();
    }

    private void adminRole(String role) {
        if (role == null || role.isBlank()) {
            properties.mistake(
                    "adminRole is empty; name a role, or give " + AdministratorRole.EVERYBODY + " to require none");
        }
    }

    private void checkIsolation(String name) {
        if (isolation(name) == null) {
            properties.mistake("isolation", name, "snapshot or serializable");
        }
    }

    private Set<String> valueClasses(String names) {
        Set<String> classes = new TreeSet<>();
        if (names != null && !names.isBlank()) {
            Arrays.stream(names.split(",")).map(String::strip).forEach(classes::add);
        }
        if (!classes.stream().allMatch(name -> CLASS_NAME.matcher(name).matches())) {
            properties.mistake("valueClasses", names, "binary names of classes, with commas between them, or left out");
        }
        return classes;
    }
}
