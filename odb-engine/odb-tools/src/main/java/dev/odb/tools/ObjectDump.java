package dev.odb.tools;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import java.util.Iterator;

/** An object: its state, what it refers to, its past. */
final class ObjectDump {
    private final Storage storage;
    private final DatabaseAddress database;
    private final ClassCatalog catalog;

    ObjectDump(Storage storage, DatabaseAddress database) {
        this.storage = storage;
        this.database = database;
        catalog = new ClassCatalog(storage);
    }

    void run(Output out, long oid, int revisions) {
        Revision revision = storage.load(oid, storage.lastTid());
        if (revision == null) {
            throw ToolsMessages.noObject(oid, database);
        }
        byte[] record = revision.record();
        String type = catalog.get(RecordInfo.classId(record)).name();
        String state = RecordInfo.json(record, catalog);
        JsonWriter json = out.json();
        if (json != null) {
            json.field("oid", oid)
                    .field("class", type)
                    .field("serial", revision.serial())
                    .field("bytes", record.length)
                    .fieldRaw("state", state);
            references(json, "references", RecordInfo.references(record));
            references(json, "weakReferences", RecordInfo.weakReferences(record));
            json.beginArray("history");
        } else {
            out.line(
                    "object %d of %s, %d bytes, written by %s",
                    oid, type, record.length, Moment.describe(revision.serial()));
            out.line("%s", state);
            text(out, "refers to", RecordInfo.references(record));
            text(out, "refers weakly to", RecordInfo.weakReferences(record));
            out.line("history:");
        }
        storage.revisions(oid, revision.serial(), revisions).forEach(each -> history(out, each));
        if (json != null) {
            json.end();
        }
    }

    private void history(Output out, Revision revision) {
        long tid = revision.serial();
        Iterator<CommittedTransaction> wrote = storage.transactions(tid, tid);
        TransactionMetadata about = wrote.hasNext() ? wrote.next().metadata() : TransactionMetadata.NONE;
        if (out.json() != null) {
            out.json()
                    .beginObject()
                    .field("tid", tid)
                    .field("instant", Tids.instant(tid))
                    .field("user", about.user())
                    .field("description", about.description())
                    .field("bytes", revision.record().length)
                    .end();
        } else {
            out.line("  %s, %d bytes, %s", Moment.describe(tid), revision.record().length, TransactionDump.by(about));
        }
    }

    private static void references(JsonWriter json, String name, long[] oids) {
        json.beginArray(name);
        for (long oid : oids) {
            json.value(oid);
        }
        json.end();
    }

    private static void text(Output out, String what, long[] oids) {
        if (oids.length > 0) {
            StringBuilder line = new StringBuilder(what);
            for (long oid : oids) {
                line.append(' ').append(oid);
            }
            out.line("%s", line);
        }
    }
}
