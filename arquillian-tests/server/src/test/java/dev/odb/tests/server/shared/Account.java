package dev.odb.tests.server.shared;

import dev.odb.Persistent;

/** A number that every change conflicts on. */
@Persistent
public class Account {
    private long value;

    public void add(long much) {
        value += much;
    }

    public long value() {
        return value;
    }
}
