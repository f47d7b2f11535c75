package dev.odb.tools;

import dev.odb.BrokenObject;
import dev.odb.OdbConnection;
import dev.odb.core.Engine;
import java.util.TreeMap;

/** The roots of a database. */
final class RootsDump {
    private final DatabaseAddress address;

    RootsDump(DatabaseAddress address) {
        this.address = address;
    }

    void run(Output out) {
        try (Engine database = Engine.open(address.existing(true));
                OdbConnection connection = database.connect()) {
            JsonWriter json = out.json();
            if (json != null) {
                json.beginArray("roots");
            }
            new TreeMap<>(connection.roots()).forEach((name, root) -> {
                String type = root instanceof BrokenObject broken
                        ? broken.className()
                        : root.getClass().getName();
                long oid = connection.oid(root);
                if (json != null) {
                    json.beginObject()
                            .field("name", name)
                            .field("oid", oid)
                            .field("class", type)
                            .end();
                } else {
                    out.line("%-30s %12d  %s", name, oid, type);
                }
            });
            if (json != null) {
                json.end();
            }
        }
    }
}
