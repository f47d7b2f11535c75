package dev.odb.core.transaction;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;

/**
 * Keeps commits from writing or referring to what a pack has removed, which somebody may still have in memory. Costs
 * nothing until the first pack of the process. All threads may use it.
 */
public final class PackedObjects {
    private static final long[] NONE = {};

    private final Storage storage;
    private final ClassCatalog catalog;
    private volatile int packs;

    PackedObjects(Storage storage, ClassCatalog catalog) {
        this.storage = storage;
        this.catalog = catalog;
    }

    /** How many packs have decided what goes. */
    public int packs() {
        return packs;
    }

    /** A pack is about to decide; or one of another process has. */
    synchronized void decide() {
        packs++;
    }

    /** Whether the object may be missing because a pack has removed it; new ones are missing, too. */
    public boolean isGone(long oid) {
        return packs > 0 && storage.isRemoved(oid);
    }

    /** Fails if something that the request writes or refers to is gone. Nobody decides meanwhile what goes. */
    void refuse(CommitRequest request) {
        if (packs == 0) {
            return;
        }
        for (Write write : request.writes()) {
            if (write.serialSeen() != 0 && storage.isRemoved(write.oid())) {
                throw TransactionMessages.packedWrite(write.oid(), type(write));
            }
            refuseWithoutOutside(write);
            for (long target : write.tombstone() ? NONE : RecordInfo.references(write.record())) {
                if (storage.isRemoved(target) && request.writes().find(target) < 0) {
                    throw TransactionMessages.packedTarget(write.oid(), type(write), target);
                }
            }
        }
    }

    /**
     * What an undo puts back into a version needs the revision that all others see, which has not been the newest lately. That of
     * any other write is the one that it replaces, or what all others see of that, and a pack keeps both.
     */
    private void refuseWithoutOutside(Write write) {
        Lineage lineage = write.lineage();
        boolean needed = lineage != null
                && lineage.nv() != 0
                && lineage.nv() != write.serialSeen()
                && lineage.pre() != write.serialSeen();
        if (needed && storage.fields(write.oid(), lineage.nv()) == null) {
            throw TransactionMessages.packedOutside(write.oid(), type(write), lineage);
        }
    }

    private String type(Write write) {
        if (write.tombstone()) {
            return "a removed class";
        }
        return catalog.get(RecordInfo.classId(write.record())).name();
    }
}
