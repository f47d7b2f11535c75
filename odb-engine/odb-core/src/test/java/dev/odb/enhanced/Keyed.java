package dev.odb.enhanced;

import dev.odb.Persistent;

/** Has an {@code equals} that compares classes, and a method that cannot be overridden. */
@Persistent
class Keyed {
    private final String key;

    Keyed(String key) {
        this.key = key;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other != null && other.getClass() == Keyed.class && ((Keyed) other).key.equals(key);
    }

    @Override
    public final int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "key " + key;
    }
}
