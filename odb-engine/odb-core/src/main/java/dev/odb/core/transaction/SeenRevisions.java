package dev.odb.core.transaction;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException.Stale;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.VersionRules;
import dev.odb.core.storage.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction sees of newest revisions, by the version in which it works. Storages compare newest revisions; what
 * counts for a reader is whether the one that it sees has changed.
 */
final class SeenRevisions {
    private final Storage storage;

    SeenRevisions(Storage storage) {
        this.storage = storage;
    }

    /**
     * The serial of the revision that is seen in a version.
     *
     * @param head the newest one, or null
     */
    static long serial(Revision head, String version) {
        if (head == null) {
            return 0;
        }
        return VersionRules.holds(head.version(), version) ? head.lineage().nv() : head.serial();
    }

    /**
     * The request with checks of the newest revisions in the place of those that it sees unchanged behind them.
     *
     * @param stale what the storage has refused; those that are checked now are taken out
     */
    CommitRequest behind(CommitRequest request, List<Stale> stale) {
        Map<Long, Long> newest = new HashMap<>();
        for (Stale one : List.copyOf(stale)) {
            if (one.heldBy() == null && request.writes().find(one.oid()) < 0) {
                Revision head = storage.loadAppended(one.oid());
                if (head != null
                        && head.serial() != one.serialSeen()
                        && serial(head, request.version()) == one.serialSeen()) {
                    newest.put(one.oid(), head.serial());
                    stale.remove(one);
                }
            }
        }
        if (newest.isEmpty()) {
            return request;
        }
        List<ReadCheck> reads = new ArrayList<>(request.reads());
        reads.replaceAll(read -> new ReadCheck(read.oid(), newest.getOrDefault(read.oid(), read.serial())));
        return request.withReads(reads);
    }

    /** Whether the change of an object can be merged with one that is committed. */
    static boolean canMerge(Revision old, Revision committed, CommitRequest request) {
        String version = request.version();
        boolean same = old.version().equals(committed.version());
        boolean moved = !version.isEmpty()
                && old.version().isEmpty()
                && committed.version().equals(version);
        return !VersionRules.holds(committed.version(), version) && (same || moved);
    }

    /** Where the merged state stands: where the change was to stand, behind what is committed. */
    static Lineage merged(Write mine, Revision committed) {
        Lineage lineage = mine.lineage();
        return lineage == null || lineage.isMain()
                ? lineage
                : VersionRules.stored(committed.serial(), committed.lineage(), lineage.version());
    }
}
