package dev.odb.core.storage.file;

import dev.odb.OdbException;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.local.ClassCatalog;
import java.io.IOException;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** Looks whether what records name is there: classes, contents of blobs, objects. One thread. */
final class RecordCheck {
    private final DamagedLog damaged;
    private final boolean hasBase;
    private final RecordInspector inspector;
    private final Findings findings;
    private final ContentCheck contents;
    private final ClassCatalog classes = new ClassCatalog();

    /** The log may be of changes that lie over another database; then that may have what is not here. */
    RecordCheck(DamagedLog damaged, FileAccess files, boolean hasBase, RecordInspector inspector, Findings findings) {
        this.damaged = damaged;
        this.hasBase = hasBase;
        this.inspector = inspector;
        this.findings = findings;
        contents = new ContentCheck(files, hasBase, findings);
    }

    /** Whether records are looked into at all. */
    boolean looks() {
        return inspector != RecordInspector.NONE;
    }

    /** A class that records may name from here on. */
    void describe(Entry.ClassEntry entry) {
        classes.add(entry.id(), entry.description());
        if (entry.description().length == 0) {
            // only says that no class gets this id or one below it any more
            return;
        }
        try {
            inspector.requireReadable(entry.id(), entry.description());
        } catch (OdbException e) {
            findings.add(FindingMessages.recordClass(
                    damaged.file(damaged.log().start()),
                    0,
                    "the description of class " + entry.id() + " cannot be read: " + e.getMessage(),
                    "the objects of that class"));
        }
    }

    /** A record at a position, and in what it was written. */
    void check(long position, long oid, byte[] record, String transaction) throws IOException {
        if (record.length == 0) {
            // a tombstone
            return;
        }
        try {
            for (int id : inspector.classIds(record)) {
                byte[] description = classes.description(id);
                if (description == null || description.length == 0) {
                    wrong(position, "a record names class " + id + ", which is not described", oid, transaction);
                    return;
                }
            }
            NamedContent named = inspector.content(record, classes::description);
            if (named != null) {
                contents.check(oid, named, transaction);
            }
        } catch (OdbException e) {
            wrong(position, "a record cannot be read: " + e.getMessage(), oid, transaction);
        }
    }

    private void wrong(long position, String what, long oid, String transaction) {
        findings.add(FindingMessages.recordClass(
                damaged.file(position), Positions.offset(position), what, "object " + oid + " in " + transaction));
    }

    /** The newest record of an object refers to what? */
    void checkReferences(long position, long oid, byte[] record, LongPredicate exists) {
        if (hasBase) {
            return;
        }
        long[] missing;
        try {
            missing = references(record).filter(target -> !exists.test(target)).toArray();
        } catch (OdbException e) {
            // was found when its transaction was looked at
            return;
        }
        if (missing.length > 0) {
            findings.add(FindingMessages.reference(
                    damaged.file(position), Positions.offset(position), oid, FindingMessages.objects(missing)));
        }
    }

    /** The greatest oid that the record refers to, or 0. */
    long highestReference(byte[] record) {
        try {
            return references(record).max().orElse(0);
        } catch (OdbException e) {
            return 0;
        }
    }

    private LongStream references(byte[] record) {
        return record.length == 0 ? LongStream.empty() : LongStream.of(inspector.references(record));
    }
}
