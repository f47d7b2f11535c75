package dev.odb.core.transaction;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** The lock on one oid: one writer or several readers, and who waits for it in order of arrival. */
final class ObjectLock {
    final long oid;
    LockOwner exclusive;
    final Set<LockOwner> shared = new HashSet<>(2);
    final ArrayDeque<LockWait> queue = new ArrayDeque<>(2);

    ObjectLock(long oid) {
        this.oid = oid;
    }

    /** Whether the owner may have it now, not looking at who waits. */
    boolean free(LockOwner owner, boolean wantsExclusive) {
        if (exclusive != null) {
            return exclusive == owner;
        }
        return !wantsExclusive || shared.isEmpty() || shared.size() == 1 && shared.contains(owner);
    }

    boolean heldBy(LockOwner owner) {
        return exclusive == owner || shared.contains(owner);
    }

    void grant(LockOwner owner, boolean wantsExclusive) {
        if (wantsExclusive) {
            shared.remove(owner);
            exclusive = owner;
        } else if (exclusive != owner) {
            shared.add(owner);
        }
        owner.held.add(this);
    }

    void drop(LockOwner owner) {
        if (exclusive == owner) {
            exclusive = null;
        }
        shared.remove(owner);
    }

    boolean unused() {
        return exclusive == null && shared.isEmpty() && queue.isEmpty();
    }
}
