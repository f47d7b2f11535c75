package dev.odb.cdi.impl;

import dev.odb.cdi.InitialRoot;
import dev.odb.cdi.OdbRoot;
import java.io.Serializable;

/**
 * Which root.
 *
 * @param database empty for the only one there is
 */
record RootName(String database, String name) implements Serializable {
    static RootName of(OdbRoot qualifier) {
        return new RootName(qualifier.database(), qualifier.value());
    }

    static RootName of(InitialRoot qualifier) {
        return new RootName(qualifier.database(), qualifier.value());
    }

    @Override
    public String toString() {
        return "\"" + name + "\"" + (database.isEmpty() ? "" : " of the database '" + database + "'");
    }
}
