package dev.odb.core;

import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.PersistentMap;
import dev.odb.core.inflow.Bookkeeping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Who may sign on to a database. An ordinary root, a map from the name to a {@link PasswordHash}, so every storage has them,
 * and copies, backups and packs carry them. All threads may use it.
 */
final class Users {
    static final String ROOT = "odb.users";

    private final Bookkeeping bookkeeping;
    private final String location;
    private final RecentSignOns recent = new RecentSignOns();

    Users(Bookkeeping bookkeeping, String location) {
        this.bookkeeping = bookkeeping;
        this.location = location;
    }

    List<String> names() {
        return stored().keySet().stream().toList();
    }

    /** Lets these in, or throws; everybody if there are no users. */
    void signOn(OdbCredentials given) {
        Map<String, String> users = stored();
        if (users.isEmpty()) {
            return;
        }
        // an unknown name takes as long as a wrong password
        String hash = users.getOrDefault(given.user(), users.values().iterator().next());
        char[] password = given.password();
        boolean right = recent.matches(hash, password);
        Arrays.fill(password, '\0');
        if (!right || !users.containsKey(given.user())) {
            throw EngineMessages.signOnRefused(location);
        }
    }

    void set(OdbCredentials credentials) {
        char[] password = credentials.password();
        if (credentials.user().isBlank() || password.length == 0) {
            throw EngineMessages.badUser();
        }
        String hash = PasswordHash.of(password);
        Arrays.fill(password, '\0');
        change("set the user " + credentials.user(), users -> users.put(credentials.user(), hash));
    }

    boolean remove(String name) {
        return change("removed the user " + name, users -> users.remove(name)) != null;
    }

    /** By name. */
    private Map<String, String> stored() {
        return bookkeeping.read(connection -> {
            Map<String, String> copy = new TreeMap<>();
            PersistentMap<?, ?> users = users(connection);
            if (users != null) {
                users.forEach((name, hash) -> copy.put(text(name), text(hash)));
            }
            return copy;
        });
    }

    private String change(String description, Function<Map<String, String>, String> how) {
        return bookkeeping.change(description, connection -> {
            PersistentMap<String, String> users = uncheckedUsers(connection);
            if (users == null) {
                users = new PersistentMap<>();
                connection.roots().put(ROOT, users);
            }
            return how.apply(users);
        });
    }

    @SuppressWarnings("unchecked")
    private PersistentMap<String, String> uncheckedUsers(OdbConnection connection) {
        return (PersistentMap<String, String>) users(connection);
    }

    private PersistentMap<?, ?> users(OdbConnection connection) {
        Object root = connection.roots().get(ROOT);
        if (root != null && !(root instanceof PersistentMap)) {
            throw EngineMessages.notUsers(location);
        }
        return (PersistentMap<?, ?>) root;
    }

    private String text(Object value) {
        if (!(value instanceof String text)) {
            throw EngineMessages.notUsers(location);
        }
        return text;
    }
}
