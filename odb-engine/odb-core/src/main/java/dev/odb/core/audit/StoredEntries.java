package dev.odb.core.audit;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.AuditEntry;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.Iterator;
import java.util.List;

/** Stored transactions as entries. */
final class StoredEntries {
    private final Storage storage;
    private final ClassCatalog catalog;

    StoredEntries(Storage storage, ClassCatalog catalog) {
        this.storage = storage;
        this.catalog = catalog;
    }

    Iterator<AuditEntry> entries(Iterator<CommittedTransaction> transactions) {
        long packed = storage.packedTid();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return transactions.hasNext();
            }

            @Override
            public AuditEntry next() {
                return entry(transactions.next(), packed);
            }
        };
    }

    private AuditEntry entry(CommittedTransaction transaction, long packed) {
        TransactionMetadata about = transaction.metadata();
        return new AuditEntry(
                transaction.tid(),
                Tids.instant(transaction.tid()),
                about.user(),
                about.description(),
                about.properties(),
                about.otherResources(),
                about.undone(),
                new Changes(Writes.of(transaction.writes()), about.undone(), packed));
    }

    private final class Changes extends OidList {
        private final Writes writes;
        private final List<Long> undone;
        private final long packed;

        Changes(Writes writes, List<Long> undone, long packed) {
            this.writes = writes;
            this.undone = undone;
            this.packed = packed;
        }

        @Override
        public int size() {
            return writes.size();
        }

        @Override
        long oid(int index) {
            return writes.oid(index);
        }

        @Override
        public AuditChange get(int index) {
            Write write = writes.get(index);
            String version = write.lineage() == null ? "" : write.lineage().version();
            return new AuditChange(write.oid(), className(write), kind(write), version);
        }

        private Kind kind(Write write) {
            if (write.tombstone()) {
                return Kind.DELETED;
            }
            if (isUndone(write.oid())) {
                return Kind.UNDONE;
            }
            return write.serialSeen() == 0 ? Kind.CREATED : Kind.CHANGED;
        }

        /** Beside what it undid a transaction may have changed other objects. */
        private boolean isUndone(long oid) {
            for (long tid : undone) {
                if (tid <= packed || storage.fields(oid, tid) != null) {
                    return true;
                }
            }
            return false;
        }

        private String className(Write write) {
            byte[] record = write.record();
            if (write.tombstone()) {
                Revision before = write.serialSeen() == 0 ? null : storage.load(write.oid(), write.serialSeen());
                record = before == null ? record : before.record();
            }
            return record.length == 0
                    ? ""
                    : catalog.get(RecordInfo.classId(record)).name();
        }
    }
}
