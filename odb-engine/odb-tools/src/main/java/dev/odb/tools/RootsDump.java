package dev.odb.tools;

import dev.odb.BrokenObject;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Engine;
import java.nio.file.Path;
import java.util.TreeMap;

/** The roots of a database. */
final class RootsDump {
    private final Path folder;

    RootsDump(Path folder) {
        this.folder = folder;
    }

    void run(Output out) {
        OdbConfiguration readOnly = OdbConfiguration.of("odb:file:" + folder).withReadOnly(true);
        try (Engine database = Engine.open(readOnly);
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
