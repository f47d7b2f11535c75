package dev.odb.storage.jdbc;

import dev.odb.core.storage.Leases;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Leases of a server that believes to be alone. */
final class Convinced implements Leases {
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @Override
    public boolean take(String name) {
        taken.add(name);
        return true;
    }

    @Override
    public void release(String name) {
        taken.remove(name);
    }

    @Override
    public Map<String, Boolean> held(String prefix) {
        return taken.stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(name -> name, name -> true));
    }

    @Override
    public boolean closeGate(Duration most) {
        return true;
    }

    @Override
    public void openGate() {}

    @Override
    public boolean shared() {
        return true;
    }
}
