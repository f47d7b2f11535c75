package dev.odb.tests.server.deliver;

import dev.odb.Persistent;

/** A task: to put its number on a shelf. */
@Persistent
public class Parcel {
    private final int number;

    public Parcel(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
