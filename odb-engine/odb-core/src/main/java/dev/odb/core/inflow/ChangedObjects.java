package dev.odb.core.inflow;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.record.StoredClass;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.MainLine;
import dev.odb.inflow.ChangeEvent.ChangedObject;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * What a transaction has written, without bookkeeping and what is done in versions only: an oid and a reference to a shared
 * name each, which is what an event of any size takes. It reads nothing later, so a pack cannot take anything away from it.
 */
final class ChangedObjects extends AbstractList<ChangedObject> implements RandomAccess {
    private final long[] oids;
    private final String[] classNames;
    private int size;

    private ChangedObjects(int most) {
        oids = new long[most];
        classNames = new String[most];
    }

    /** Reads the records of a transaction, one after the other. */
    static ChangedObjects of(long tid, Writes writes, Storage storage, ClassCatalog catalog) {
        ChangedObjects objects = new ChangedObjects(writes.size());
        for (Write write : writes) {
            StoredClass type = type(write, tid, storage, catalog);
            if (MainLine.isChangedBy(write, storage) && (type == null || !type.bookkeeping())) {
                objects.oids[objects.size] = write.oid();
                objects.classNames[objects.size++] = type == null ? "" : type.name();
            }
        }
        return objects;
    }

    /** That of the state before if the object does not exist any more. */
    private static StoredClass type(Write write, long tid, Storage storage, ClassCatalog catalog) {
        byte[] record = write.record();
        if (write.tombstone()) {
            Revision before = storage.load(write.oid(), tid - 1);
            if (before == null) {
                return null;
            }
            record = before.record();
        }
        return catalog.get(RecordInfo.classId(record));
    }

    @Override
    public ChangedObject get(int index) {
        return new ChangedObject(oids[Objects.checkIndex(index, size)], classNames[index]);
    }

    @Override
    public int size() {
        return size;
    }
}
