package dev.odb.core.transaction;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;

/** What is seen of objects where no version is worked in. */
public final class MainLine {
    private MainLine() {}

    /** The revision that is seen at a snapshot, or null. */
    public static Revision load(Storage storage, long oid, long snapshot) {
        Revision head = storage.load(oid, snapshot);
        if (head == null || head.version().isEmpty()) {
            return head;
        }
        long nv = head.lineage().nv();
        return nv == 0 ? null : storage.load(oid, nv);
    }

    /** Whether another revision is seen since a stored write. Not so what is only done in a version. */
    public static boolean isChangedBy(Write write, Storage storage) {
        Lineage lineage = write.lineage();
        return lineage == null
                || lineage.isMain()
                || write.serialSeen() != 0 && lineage.nv() != seenBefore(write, storage, lineage.nv());
    }

    private static long seenBefore(Write write, Storage storage, long unknown) {
        RevisionFields before = storage.fields(write.oid(), write.serialSeen());
        if (before == null) {
            return unknown;
        }
        return before.lineage().isMain() ? before.serial() : before.lineage().nv();
    }
}
