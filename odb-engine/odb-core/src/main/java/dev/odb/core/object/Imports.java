package dev.odb.core.object;

import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import dev.odb.spi.Managed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/**
 * The new objects that one transaction has taken from exports, as records: the workspace reads them like stored ones, and
 * they are written as they are unless the application changes them. Belongs to its change set.
 */
final class Imports {
    private final Workspace workspace;
    private final Map<Long, byte[]> records = new HashMap<>();

    Imports(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Adds records by oids that nobody else has. */
    void add(Map<Long, byte[]> imported) {
        records.putAll(imported);
    }

    /** The object as imported; null if it was not. */
    Revision revision(long oid) {
        byte[] record = records.isEmpty() ? null : records.get(oid);
        return record == null ? null : new Revision(0, record);
    }

    /** What is to be written of it beside the objects that the transaction encodes itself. */
    Collection<Write> writes(LongPredicate encoded) {
        if (records.isEmpty()) {
            return List.of();
        }
        return records.entrySet().stream()
                .filter(each -> !encoded.test(each.getKey()))
                .map(each -> new Write(each.getKey(), 0, each.getValue()))
                .toList();
    }

    /** It is stored now, under that tid unless it is 0. */
    void committed(long tid) {
        if (tid != 0) {
            forEachKnown((copies, object) -> object.$odb_serial(tid));
        }
    }

    /** There never were such objects. */
    void rolledBack() {
        forEachKnown(ObjectCopies::ghost);
    }

    /** Whether nothing was imported. */
    boolean isEmpty() {
        return records.isEmpty();
    }

    void clear() {
        records.clear();
    }

    private void forEachKnown(BiConsumer<ObjectCopies, Managed> action) {
        records.keySet().forEach(oid -> workspace.views().forEachCopy(oid, action));
    }
}
