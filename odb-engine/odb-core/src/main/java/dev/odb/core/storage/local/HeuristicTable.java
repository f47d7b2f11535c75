package dev.odb.core.storage.local;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * The branches that were decided by hand and not forgotten yet. A decision is known from {@link #add} on, which is when it
 * is appended, and listed from {@link #durable} on; it leaves in two steps as well. Safe for any thread.
 */
public final class HeuristicTable {
    private final Map<BranchId, Entry> entries = new LinkedHashMap<>();

    /** Refuses a name that is in use. */
    public synchronized void requireFree(BranchId id) {
        if (entries.containsKey(id)) {
            throw new IllegalArgumentException("A branch " + id + " was decided by hand and is not forgotten yet.");
        }
    }

    /** The decision was appended. */
    public synchronized void add(HeuristicDecision decision) {
        entries.put(decision.id(), new Entry(decision));
    }

    /** The decision is durable. */
    public synchronized void durable(BranchId id) {
        entries.get(id).state = State.LISTED;
    }

    /** What was appended of the branch, or null. */
    public synchronized HeuristicDecision get(BranchId id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.decision;
    }

    /** Refuses one that is not listed, or is being forgotten, with {@link NoSuchElementException}. */
    public synchronized void requireListed(BranchId id) {
        Entry entry = entries.get(id);
        if (entry == null || entry.state != State.LISTED) {
            throw new NoSuchElementException("No branch " + id + " was decided by hand.");
        }
    }

    /** It was appended that one that is listed may be forgotten. */
    public synchronized void forgetting(BranchId id) {
        entries.get(id).state = State.FORGETTING;
    }

    /** That is durable. */
    public synchronized void forget(BranchId id) {
        entries.remove(id);
    }

    /** Those that are durable and not durably forgotten, oldest first. */
    public List<HeuristicDecision> list() {
        return those(entry -> entry.state != State.ADDED);
    }

    /** Those that are appended, and it is not appended that they may be forgotten. */
    public List<HeuristicDecision> appended() {
        return those(entry -> entry.state != State.FORGETTING);
    }

    private synchronized List<HeuristicDecision> those(Predicate<Entry> wanted) {
        return entries.values().stream()
                .filter(wanted)
                .map(entry -> entry.decision)
                .toList();
    }

    private enum State {
        ADDED,
        LISTED,
        FORGETTING
    }

    private static final class Entry {
        final HeuristicDecision decision;
        State state = State.ADDED;

        Entry(HeuristicDecision decision) {
            this.decision = decision;
        }
    }
}
