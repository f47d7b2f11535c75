package dev.odb.core.storage.memory;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.Write;
import java.util.Arrays;
import java.util.function.LongPredicate;

/** A revision and the one before it. Any thread may read; commits add, and a pack cuts off. */
final class Node {
    private final long dataSerial;
    /** A pack makes it forget what it was made from. */
    private volatile Revision revision;
    /** Cut off by a pack. */
    private volatile Node predecessor;

    Node(long tid, Write write, Node predecessor) {
        Node same = write.dataSerial() == 0 || predecessor == null ? null : predecessor.find(write.dataSerial());
        boolean shared = same != null && Arrays.equals(same.revision.record(), write.record());
        this.revision = new Revision(tid, shared ? same.revision.record() : write.record(), write.lineage());
        this.dataSerial = !shared ? 0 : same.dataSerial == 0 ? same.serial() : same.dataSerial;
        this.predecessor = predecessor;
    }

    Revision revision() {
        return revision;
    }

    long serial() {
        return revision.serial();
    }

    Node predecessor() {
        return predecessor;
    }

    RevisionFields fields() {
        long prevHead = prevHead();
        Lineage lineage = revision.lineage() == null ? new Lineage("", 0, prevHead) : revision.lineage();
        return new RevisionFields(serial(), lineage, presentDataSerial(), prevHead, revision.record().length == 0);
    }

    /** As it would be written to have it again. */
    Write written(long oid) {
        return new Write(oid, prevHead(), revision.record(), presentDataSerial(), revision.lineage());
    }

    /** Forgets what was before it, but for the revisions that stay. */
    void keepBefore(LongPredicate stays) {
        Node last = this;
        for (Node node = predecessor; node != null; node = node.predecessor) {
            if (stays.test(node.serial())) {
                last.predecessor = node;
                last = node;
            }
        }
        last.predecessor = null;
    }

    /** Forgets what it was made from if that is gone. */
    void forgetOrigin() {
        Lineage lineage = revision.lineage();
        if (lineage != null && lineage.pre() != 0 && find(lineage.pre()) == null) {
            revision =
                    new Revision(revision.serial(), revision.record(), new Lineage(lineage.version(), lineage.nv(), 0));
        }
    }

    private long prevHead() {
        Node before = predecessor;
        return before == null ? 0 : before.serial();
    }

    private long presentDataSerial() {
        return dataSerial == 0 || find(dataSerial) == null ? 0 : dataSerial;
    }

    /** Exactly that revision, from this one backwards; or null. */
    private Node find(long serial) {
        Node node = this;
        while (node != null && node.serial() > serial) {
            node = node.predecessor;
        }
        return node == null || node.serial() != serial ? null : node;
    }
}
