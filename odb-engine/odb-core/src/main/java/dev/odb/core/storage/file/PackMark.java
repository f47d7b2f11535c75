package dev.odb.core.storage.file;

import dev.odb.PackProgress.Phase;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.References;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.Reachability;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Finds what a pack keeps: reads the log once for the records that were current at the pack time, which it enters in the
 * index of the state to come, and for what was written after it; then follows references. One thread.
 */
final class PackMark {
    private final OpenLog old;
    private final long upTo;
    private final LogState next;
    private final ObjLongConsumer<Phase> progress;
    private final PackedVersions versions;
    private final Reachability reachability;
    private long newestPacked;
    private long objects;
    private boolean everything;

    PackMark(OpenLog old, References references, long upTo, LogState next, ObjLongConsumer<Phase> progress) {
        this.old = old;
        this.upTo = upTo;
        this.next = next;
        this.progress = progress;
        versions = new PackedVersions(old, next.index, upTo);
        reachability = new Reachability(
                this::current, this::outside, references, followed -> progress.accept(Phase.FOLLOW, followed));
    }

    /** Keeps every object, whoever refers to it. */
    void keepEverything() {
        everything = true;
    }

    /** Reads on from one position to another. */
    void read(long from, long to) throws IOException, DamagedException {
        new LogScan(old.log()).run(from, to, (entry, batch) -> {
            if (entry instanceof Entry.DecisionEntry decision && decision.committed()) {
                progress.accept(Phase.READ, decision.batch());
                if (decision.tid() <= upTo) {
                    enter(decision.tid(), batch);
                } else {
                    keep(batch.oids(), batch.positions());
                }
            }
        });
    }

    private void enter(long tid, Entry.BatchEntry batch) {
        newestPacked = tid;
        for (int i = 0; i < batch.oids().length; i++) {
            long oid = batch.oids()[i];
            objects += next.index.head(oid) == null ? 1 : 0;
            next.index.put(oid, tid, batch.positions()[i]);
            versions.enter(oid, tid, batch.positions()[i]);
        }
    }

    /** Keeps what branches without a decision write and refer to. */
    void keepUndecided(List<Held<LogState.PreparedRecords>> branches) {
        for (Held<LogState.PreparedRecords> branch : branches) {
            keep(branch.writes(), branch.content().positions());
        }
    }

    private void keep(long[] oids, long[] positions) {
        for (int i = 0; i < oids.length; i++) {
            long outside = versions.enterLater(oids[i], positions[i]);
            if (!everything) {
                reachability.keep(oids[i]);
                reachability.keepReferences(old.records().content(positions[i], oids[i]));
                if (outside != 0) {
                    reachability.keepReferences(old.records().content(outside, oids[i]));
                }
            }
        }
    }

    /** Follows the references of what is kept so far. */
    void follow() {
        if (!everything) {
            reachability.follow();
        }
    }

    /** The objects that go; from now on the index to come does not have them. */
    OidSet remove() {
        OidSet removed = new OidSet();
        if (!everything) {
            next.index.forEachOid(oid -> {
                if (!reachability.keeps(oid)) {
                    removed.add(oid);
                    next.index.remove(oid);
                    versions.remove(oid);
                }
            });
        }
        versions.decided();
        return removed;
    }

    /** Of which objects more than one revision of those up to the pack time stays. */
    PackedVersions versions() {
        return versions;
    }

    /** The newest transaction that is packed, 0 if there is none. */
    long newestPacked() {
        return newestPacked;
    }

    /** How many objects there were at the pack time. */
    long objects() {
        return objects;
    }

    private byte[] current(long oid) {
        long position = next.index.position(oid);
        return position == 0 ? null : old.records().content(position, oid);
    }

    private byte[] outside(long oid) {
        long position = versions.outside(oid);
        return position == 0 ? null : old.records().content(position, oid);
    }
}
