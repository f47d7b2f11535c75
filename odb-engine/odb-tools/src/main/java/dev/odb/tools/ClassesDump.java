package dev.odb.tools;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many objects and bytes there are of each class; in memory is a row for each class only. */
final class ClassesDump {
    private final Storage storage;
    private final ClassNames classes;
    private final Map<String, Row> rows = new TreeMap<>();

    private static final class Row {
        long objects;
        long bytes;
        long revisions;
        long revisionBytes;
    }

    ClassesDump(Storage storage) {
        this.storage = storage;
        classes = new ClassNames(storage);
    }

    void run(Output out) {
        Iterator<CommittedTransaction> transactions = storage.transactions(1, storage.lastTid());
        while (transactions.hasNext()) {
            count(transactions.next());
        }
        List<Map.Entry<String, Row>> sorted = rows.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Row> row) -> -row.getValue().bytes))
                .toList();
        JsonWriter json = out.json();
        if (json != null) {
            json.beginArray("classes");
            sorted.forEach(row -> json.beginObject()
                    .field("class", row.getKey())
                    .field("objects", row.getValue().objects)
                    .field("bytes", row.getValue().bytes)
                    .field("revisions", row.getValue().revisions)
                    .field("revisionBytes", row.getValue().revisionBytes)
                    .end());
            json.end();
        } else {
            out.line("%12s %15s %12s %15s  %s", "objects", "bytes", "revisions", "their bytes", "class");
            sorted.forEach(row -> out.line(
                    "%12d %15d %12d %15d  %s",
                    row.getValue().objects,
                    row.getValue().bytes,
                    row.getValue().revisions,
                    row.getValue().revisionBytes,
                    row.getKey()));
        }
    }

    private void count(CommittedTransaction transaction) {
        for (Write write : transaction.writes()) {
            byte[] record = write.record();
            String type = classes.of(record);
            Row row = rows.computeIfAbsent(type, key -> new Row());
            row.revisions++;
            row.revisionBytes += record.length;
            Revision current = storage.loadAppended(write.oid());
            if (current != null && current.serial() == transaction.tid()) {
                row.objects++;
                row.bytes += record.length;
            }
        }
    }
}
