package dev.odb.core.isolation;

import dev.odb.core.Engine;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Write;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** The bugs. Those that could make the tree unreadable spare it. */
final class Plants {
    private Plants() {}

    /** Nothing is wrong. */
    static final class None extends Plant {}

    /** Second committers are not noticed. */
    static final class SkippedCheck extends Plant {
        @Override
        long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
            return super.commit(unchecked(batch, this::hits), appended);
        }
    }

    /** Reads that count are not checked. */
    static class SkippedReadCheck extends Plant {
        @Override
        long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
            List<ReadCheck> left =
                    batch.checks().stream().filter(check -> !skips(check.oid())).toList();
            if (left.size() < batch.checks().size()) {
                wrong();
            }
            return super.commit(new Batch(batch.writes(), left, batch.metadata()), appended);
        }

        boolean skips(long oid) {
            return hits(oid);
        }
    }

    /** The same for all objects but the victims: what is left are the tree's. */
    static final class SkippedRangeCheck extends SkippedReadCheck {
        @Override
        boolean skips(long oid) {
            return armed() && !hits(oid);
        }
    }

    /** A prepared branch holds nothing until it is decided: neither the storage nor the locks above know of it. */
    static final class LostLocks extends Plant {
        private final Map<BranchId, Batch> aside = new HashMap<>();
        private Engine above;
        private BranchId losing;

        @Override
        void above(Engine engine) {
            above = engine;
        }

        @Override
        void prepare(BranchId id, Batch batch) throws StaleRecordsException {
            // records are there only while the storage writes them
            Batch copy = new Batch(List.copyOf(batch.writes()), batch.checks(), batch.metadata());
            super.prepare(id, copy);
            aside.put(id, copy);
        }

        /** The engine lets the locks go that it has for the branch; its batch stays here. */
        @Override
        void afterPrepare(BranchId id) {
            if (aside.get(id).writes().stream().allMatch(write -> hits(write.oid()))) {
                losing = id;
                above.rollbackPrepared(id);
                losing = null;
                wrong();
            } else {
                aside.remove(id);
            }
        }

        @Override
        void rollbackPrepared(BranchId id) {
            if (id.equals(losing) || aside.remove(id) == null) {
                super.rollbackPrepared(id);
            }
        }

        @Override
        long commitPrepared(BranchId id, LongConsumer appended) {
            Batch batch = aside.remove(id);
            if (batch == null) {
                return super.commitPrepared(id, appended);
            }
            try {
                Batch blind = new Batch(batch.writes(), List.of(), batch.metadata());
                return super.commit(unchecked(blind, oid -> true), appended);
            } catch (StaleRecordsException held) {
                // by a branch that has not lost its locks; the change is lost instead
                return right.lastTid();
            }
        }
    }

    /** A connection asks what has changed before it was told of the newest commit, and is not told again. */
    static final class LateInvalidation extends Plant {
        private Set<Long> newest = Set.of();
        private long newestTid;

        @Override
        long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
            long tid = super.commit(batch, appended);
            newest = new HashSet<>(batch.writes().stream().map(Write::oid).toList());
            newestTid = tid;
            return tid;
        }

        @Override
        long[] changedBetween(long after, long upTo) {
            long[] all = super.changedBetween(after, upTo);
            if (all == null || upTo < newestTid || after >= newestTid) {
                return all;
            }
            long[] told = Arrays.stream(all)
                    .filter(oid -> !(hits(oid) && newest.contains(oid)))
                    .toArray();
            if (told.length < all.length) {
                wrong();
            }
            return told;
        }
    }

    /** A snapshot does not have the last commit that was acknowledged before it was taken. */
    static final class LateSnapshot extends Plant {
        private long before;
        private long newest;

        @Override
        long lastTid() {
            long now = super.lastTid();
            if (!armed()) {
                before = now;
                newest = now;
                return now;
            }
            if (now != newest) {
                before = newest;
                newest = now;
            }
            if (before < now) {
                wrong();
            }
            return before;
        }
    }

    /** Some objects are read as they are now. */
    static final class ReadPastTheSnapshot extends Plant {
        @Override
        Revision load(long oid, long snapshot) {
            Revision revision = super.load(oid, snapshot);
            Revision current = hits(oid) ? right.loadAppended(oid) : revision;
            if (revision != null && current.serial() != revision.serial()) {
                wrong();
            }
            return current;
        }
    }

    /** A cache that keeps the first revision it has seen of an object and is never told of another. */
    static final class StaleCache extends Plant {
        private final Map<Long, Revision> cached = new HashMap<>();

        @Override
        Revision load(long oid, long snapshot) {
            Revision revision = super.load(oid, snapshot);
            if (!hits(oid) || revision == null) {
                return revision;
            }
            Revision first = cached.putIfAbsent(oid, revision);
            if (first != null && first.serial() < revision.serial()) {
                wrong();
                // now and then an entry is evicted
                return times() % 5 == 0 ? cached.put(oid, revision) : first;
            }
            return revision;
        }
    }

    /** A commit can be seen before all of its records can: some are as they were until the next one. */
    static final class TornPublication extends Plant {
        private final Set<Long> late = new HashSet<>();
        private long newest;

        @Override
        long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
            newest = super.commit(batch, appended);
            late.clear();
            // the first is in time
            batch.writes().stream().skip(1).map(Write::oid).forEach(late::add);
            return newest;
        }

        @Override
        Revision load(long oid, long snapshot) {
            if (!hits(oid) || !late.contains(oid) || snapshot < newest) {
                return super.load(oid, snapshot);
            }
            wrong();
            return super.load(oid, newest - 1);
        }
    }

    /** A branch that is told to roll back commits. */
    static final class RollbackThatCommits extends Plant {
        @Override
        void rollbackPrepared(BranchId id) {
            if (armed()) {
                wrong();
                super.commitPrepared(id, tid -> {});
            } else {
                super.rollbackPrepared(id);
            }
        }
    }

    /** A prepared branch loses some of its changes. */
    static final class PreparedInPart extends Plant {
        @Override
        void prepare(BranchId id, Batch batch) throws StaleRecordsException {
            List<Write> kept =
                    batch.writes().stream().filter(write -> !hits(write.oid())).toList();
            if (kept.size() < batch.writes().size()) {
                wrong();
            }
            super.prepare(id, new Batch(kept, batch.checks(), batch.metadata()));
        }
    }
}
