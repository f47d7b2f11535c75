package dev.odb.ra;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks a connection definition's properties and makes the engine's configuration of them. */
final class Definition {
    private static final String FILE = "odb:file:";
    private static final String MEMORY = "odb:memory:";

    private final List<String> mistakes = new ArrayList<>();

    private Definition() {}

    /**
     * The configuration; its URL is the same for every spelling of one folder.
     *
     * @throws OdbException that lists every mistake
     */
    static OdbConfiguration check(
            String url,
            String databaseName,
            Long lockWaitMillis,
            Boolean readOnly,
            String isolation,
            String user,
            String password,
            String adminRole) {
        Definition definition = new Definition();
        String normal = definition.url(url);
        if (databaseName == null || databaseName.isBlank()) {
            definition.mistakes.add(
                    "databaseName is empty; give the name by which roots are injected, or leave it out");
        }
        if (lockWaitMillis == null || lockWaitMillis < 0) {
            definition.mistakes.add("lockWaitMillis is " + lockWaitMillis + "; it must be 0 or more");
        }
        if (isolation(isolation) == null) {
            definition.mistakes.add("isolation is '" + isolation + "'; it must be snapshot or serializable");
        }
        definition.security(user, password, adminRole);
        if (!definition.mistakes.isEmpty()) {
            throw RaMessages.wrongConfiguration(definition.mistakes);
        }
        return OdbConfiguration.of(normal)
                .withLockWait(Duration.ofMillis(lockWaitMillis))
                .withReadOnly(Boolean.TRUE.equals(readOnly));
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

    private String url(String url) {
        if (url == null || url.isBlank()) {
            mistakes.add("url is missing; give odb:file:<folder>");
            return null;
        }
        if (url.startsWith(FILE) && url.length() > FILE.length()) {
            try {
                return FILE
                        + Path.of(url.substring(FILE.length())).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                mistakes.add("url is '" + url + "', whose folder cannot be read: " + e.getMessage());
                return null;
            }
        }
        if (!url.startsWith(MEMORY) || url.length() == MEMORY.length()) {
            mistakes.add("url is '" + url + "'; it must be odb:file:<folder> or odb:memory:<name>");
        }
        return url;
    }
}
