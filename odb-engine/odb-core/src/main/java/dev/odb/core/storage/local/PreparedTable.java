package dev.odb.core.storage.local;

import dev.odb.core.storage.BranchId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The prepared branches and the objects they hold. A branch goes through three states: it holds its objects from {@link
 * #hold} on, can be decided from {@link #prepared} on, lets its objects go at {@link #release} and is forgotten once its
 * decision is durable. Safe for any thread; a storage that checks and holds in one step brings its own lock for that.
 *
 * @param <T> what the storage keeps with a branch
 */
public final class PreparedTable<T> {
    /** A branch with more objects is searched in its arrays, since maps of them would take too much memory. */
    private static final int LARGE = 1000;

    private final Map<BranchId, Entry<T>> branches = new LinkedHashMap<>();
    private final List<Held<T>> large = new ArrayList<>();
    private final Map<Long, BranchId> writers = new HashMap<>();
    private final Map<Long, List<BranchId>> checkers = new HashMap<>();

    /** The branch that forbids a check or, if {@code write}, a write of the object; or null. */
    public synchronized BranchId holder(long oid, boolean write) {
        BranchId writer = writers.get(oid);
        List<BranchId> readers = write ? checkers.get(oid) : null;
        if (writer == null && readers != null) {
            writer = readers.get(0);
        }
        return writer == null && !large.isEmpty() ? largeHolder(oid, write) : writer;
    }

    private BranchId largeHolder(long oid, boolean write) {
        for (Held<T> branch : large) {
            if (Arrays.binarySearch(branch.writes(), oid) >= 0
                    || write && Arrays.binarySearch(branch.checks(), oid) >= 0) {
                return branch.id();
            }
        }
        return null;
    }

    /** Whether nothing is held, so that {@link #holder} need not be asked. */
    public synchronized boolean holdsNothing() {
        return writers.isEmpty() && checkers.isEmpty() && large.isEmpty();
    }

    /** Refuses a name that is in use. */
    public synchronized void requireFree(BranchId id) {
        if (branches.containsKey(id)) {
            throw new IllegalArgumentException("A branch " + id + " is prepared already.");
        }
    }

    /** Takes the objects of a branch that is about to become durable. */
    public synchronized void hold(Held<T> branch) {
        requireFree(branch.id());
        branches.put(branch.id(), new Entry<>(branch));
        if (isLarge(branch)) {
            large.add(branch);
            return;
        }
        for (long oid : branch.writes()) {
            writers.put(oid, branch.id());
        }
        for (long oid : branch.checks()) {
            checkers.computeIfAbsent(oid, key -> new ArrayList<>(1)).add(branch.id());
        }
    }

    /** The branch is durable: it is listed and can be decided. */
    public synchronized void prepared(BranchId id) {
        branches.get(id).state = State.PREPARED;
    }

    /** The branch, if it can be decided; otherwise {@link NoSuchElementException}. */
    public synchronized Held<T> require(BranchId id) {
        Entry<T> entry = branches.get(id);
        if (entry == null || entry.state != State.PREPARED) {
            throw new NoSuchElementException("No branch " + id + " is prepared.");
        }
        return entry.branch;
    }

    /** A decision was appended: the objects are free, the branch stays listed until it is forgotten. */
    public synchronized void release(BranchId id) {
        Entry<T> entry = branches.get(id);
        entry.state = State.DECIDED;
        if (isLarge(entry.branch)) {
            large.remove(entry.branch);
            return;
        }
        for (long oid : entry.branch.writes()) {
            writers.remove(oid);
        }
        for (long oid : entry.branch.checks()) {
            checkers.computeIfPresent(oid, (key, readers) -> {
                readers.remove(id);
                return readers.isEmpty() ? null : readers;
            });
        }
    }

    private boolean isLarge(Held<T> branch) {
        return branch.writes().length + branch.checks().length > LARGE;
    }

    /** The decision is durable. */
    public synchronized void forget(BranchId id) {
        branches.remove(id);
    }

    /** Every branch that is durable and not durably decided, oldest first. */
    public synchronized List<Held<T>> list() {
        return branches.values().stream()
                .filter(entry -> entry.state != State.HOLDING)
                .map(entry -> entry.branch)
                .toList();
    }

    /** Every branch without a decision, also those that are not durable yet, oldest first. */
    public synchronized List<Held<T>> undecided() {
        return branches.values().stream()
                .filter(entry -> entry.state != State.DECIDED)
                .map(entry -> entry.branch)
                .toList();
    }

    private enum State {
        HOLDING,
        PREPARED,
        DECIDED
    }

    private static final class Entry<T> {
        final Held<T> branch;
        State state = State.HOLDING;

        Entry(Held<T> branch) {
            this.branch = branch;
        }
    }
}
