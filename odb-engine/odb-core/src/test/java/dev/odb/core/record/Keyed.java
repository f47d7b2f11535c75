package dev.odb.core.record;

import dev.odb.Persistent;

/** A persistent object that is equal by its state, so that hashing a ghost of it loads. */
@Persistent
public class Keyed implements Comparable<Keyed> {
    private String name;

    /** Made by tests. */
    public Keyed(String name) {
        this.name = name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keyed keyed && keyed.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(Keyed other) {
        return name.compareTo(other.name);
    }
}
