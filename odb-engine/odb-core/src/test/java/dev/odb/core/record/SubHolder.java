package dev.odb.core.record;

import dev.odb.Persistent;

/** A subclass with a field of the same name. */
@Persistent
public class SubHolder extends Holder {
    private String value;

    void named(String name) {
        value = name;
    }

    String name() {
        return value;
    }
}
