package dev.odb.core.storage.overlay;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Writes;
import java.util.HashSet;
import java.util.Set;

/**
 * Which revisions of the base others see in the place of those that were written in a version after the pack time. Each
 * transaction is looked at once, by who asks first when it is published. Any thread.
 */
final class SeenOutside {
    private final Storage changes;
    private final long border;
    private final Set<Seen> seen = new HashSet<>();
    private long packed;
    private long upTo;

    private record Seen(long oid, long serial) {}

    SeenOutside(Storage changes, long border) {
        this.changes = changes;
        this.border = border;
    }

    /** Whether the base's revision is one, if the changes were packed up to {@code packedTid}. */
    synchronized boolean has(long packedTid, long oid, long serial) {
        if (packed != packedTid) {
            seen.clear();
            packed = packedTid;
            upTo = packedTid;
        }
        long now = changes.lastTid();
        if (now > upTo) {
            changes.transactions(upTo + 1, now).forEachRemaining(this::add);
            upTo = now;
        }
        return seen.contains(new Seen(oid, serial));
    }

    private void add(CommittedTransaction transaction) {
        Writes writes = Writes.of(transaction.writes());
        for (int i = 0; i < writes.size(); i++) {
            Lineage lineage = writes.lineage(i);
            if (lineage != null && lineage.nv() != 0 && lineage.nv() <= border) {
                seen.add(new Seen(writes.oid(i), lineage.nv()));
            }
        }
    }
}
