package dev.odb.ra;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Checks a connection definition's properties and makes the engine's configuration of them. All properties are text, and
 * read here: a server makes false of a misspelled true, and stops at the first number it cannot read.
 */
final class Definition {
    private static final String FILE = "odb:file:";
    private static final String MEMORY = "odb:memory:";
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long PEBIBYTE = 1L << 50;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private final List<String> mistakes = new ArrayList<>();

    private Definition() {}

    /**
     * The configuration; its URL is the same for every spelling of one folder.
     *
     * @throws OdbException that lists every mistake
     */
    static OdbConfiguration check(OdbManagedConnectionFactory given) {
        Definition definition = new Definition();
        String url = definition.url(given.getUrl());
        definition.databaseName(given.getDatabaseName());
        long lockWait = definition.number("lockWaitMillis", given.getLockWaitMillis(), DAY);
        boolean readOnly = definition.flag("readOnly", given.getReadOnly());
        definition.checkIsolation(given.getIsolation());
        long objects = definition.number("maxObjects", given.getMaxObjects(), Integer.MAX_VALUE);
        long objectBytes = definition.number("maxObjectBytes", given.getMaxObjectBytes(), PEBIBYTE);
        long cacheBytes = definition.number("recordCacheBytes", given.getRecordCacheBytes(), PEBIBYTE);
        boolean compress = definition.flag("compress", given.getCompress());
        Set<String> valueClasses = definition.valueClasses(given.getValueClasses());
        definition.security(given.getUser(), given.getPassword(), given.getAdminRole());
        if (!definition.mistakes.isEmpty()) {
            throw RaMessages.wrongConfiguration(definition.mistakes);
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

    private void security(String user, String password, String adminRole) {
        if ((user == null) != (password == null)) {
            mistakes.add((user == null ? "password is given and user is not" : "user is given and password is not")
                    + "; give both or neither");
        }
        if (user != null && user.isBlank()) {
            mistakes.add("user is empty; give a name, or leave user and password out");
        }
        if (adminRole == null || adminRole.isBlank()) {
            mistakes.add(
                    "adminRole is empty; name a role, or give " + AdministratorRole.EVERYBODY + " to require none");
        }
    }

    private void mistake(String property, String value, String allowed) {
        mistakes.add(property + " is " + (value == null ? "missing" : "'" + value + "'") + "; it must be " + allowed);
    }

    private String url(String url) {
        if (url != null && url.startsWith(FILE) && url.length() > FILE.length()) {
            try {
                return FILE
                        + Path.of(url.substring(FILE.length())).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                mistake("url", url, FILE + "<folder> with a path that can be read (" + e.getMessage() + ")");
                return null;
            }
        }
        if (url == null || !url.startsWith(MEMORY) || url.length() == MEMORY.length()) {
            mistake("url", url, FILE + "<folder> or " + MEMORY + "<name>");
        }
        return url;
    }

    private void databaseName(String name) {
        if (name == null || name.isBlank()) {
            mistake("databaseName", name, "the name by which roots are injected, or left out");
        }
    }

    private void checkIsolation(String name) {
        if (isolation(name) == null) {
            mistake("isolation", name, "snapshot or serializable");
        }
    }

    private long number(String property, String value, long largest) {
        String text = value == null ? "" : value.strip();
        long number = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (number < 0 || number > largest) {
            mistake(property, value, "a whole number from 0 to " + largest);
        }
        return number;
    }

    private boolean flag(String property, String value) {
        String text = value == null ? "" : value.strip();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            mistake(property, value, "true or false");
        }
        return text.equalsIgnoreCase("true");
    }

    private Set<String> valueClasses(String names) {
        Set<String> classes = new TreeSet<>();
        if (names != null && !names.isBlank()) {
            Arrays.stream(names.split(",")).map(String::strip).forEach(classes::add);
        }
        if (!classes.stream().allMatch(name -> CLASS_NAME.matcher(name).matches())) {
            mistake("valueClasses", names, "binary names of classes, with commas between them, or left out");
        }
        return classes;
    }
}
