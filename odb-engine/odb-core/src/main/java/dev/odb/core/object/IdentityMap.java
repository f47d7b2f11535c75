package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.util.function.Consumer;

/**
 * The one in-memory object of each oid of a workspace: an open-addressing table whose hash keeps neighbouring oids
 * together, since they are used together. Not thread-safe.
 */
final class IdentityMap {
    private Managed[] table = new Managed[64];
    private int size;

    Managed get(long oid) {
        int mask = table.length - 1;
        for (int i = slot(oid, mask); ; i = (i + 1) & mask) {
            Managed found = table[i];
            if (found == null || found.$odb_oid() == oid) {
                return found;
            }
        }
    }

    void put(Managed object) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        if (insert(table, object)) {
            size++;
        }
    }

    /** Removes an object that has still its oid. */
    void remove(Managed object) {
        int mask = table.length - 1;
        int i = slot(object.$odb_oid(), mask);
        while (table[i] != object) {
            if (table[i] == null) {
                return;
            }
            i = (i + 1) & mask;
        }
        table[i] = null;
        size--;
        for (i = (i + 1) & mask; table[i] != null; i = (i + 1) & mask) {
            Managed moved = table[i];
            table[i] = null;
            insert(table, moved);
        }
    }

    void forEach(Consumer<Managed> action) {
        for (Managed object : table) {
            if (object != null) {
                action.accept(object);
            }
        }
    }

    void clear() {
        table = new Managed[64];
        size = 0;
    }

    private void grow() {
        Managed[] larger = new Managed[table.length * 2];
        for (Managed object : table) {
            if (object != null) {
                insert(larger, object);
            }
        }
        table = larger;
    }

    private static boolean insert(Managed[] into, Managed object) {
        int mask = into.length - 1;
        int i = slot(object.$odb_oid(), mask);
        while (into[i] != null) {
            if (into[i].$odb_oid() == object.$odb_oid()) {
                into[i] = object;
                return false;
            }
            i = (i + 1) & mask;
        }
        into[i] = object;
        return true;
    }

    private static int slot(long oid, int mask) {
        return (int) (oid ^ (oid >>> 20)) & mask;
    }
}
