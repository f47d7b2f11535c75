package dev.odb.replay;

import dev.odb.ConflictException;
import dev.odb.spi.LockDomain;
import dev.odb.spi.LockDomain.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Opened on a thread around the attempts of one transaction; the engine records in the innermost one which conflicts
 * were lost on this thread, since containers hide them. Scopes nest. Confined to its thread.
 */
public final class ConflictScope implements AutoCloseable {
    private static final ThreadLocal<ConflictScope> CURRENT = new ThreadLocal<>();

    private final ConflictScope outer;
    private final String tag;
    private final Map<LockDomain, TreeSet<Long>> lost;
    private final Map<LockDomain, Reservation> reserved = new HashMap<>();
    private Runnable begun = () -> {};
    private ConflictException conflict;
    private int attempt = 1;
    private boolean replayed;

    private ConflictScope(ConflictScope outer, String tag) {
        this.outer = outer;
        this.tag = tag;
        this.lost = new TreeMap<>(Comparator.comparing(LockDomain::databaseId));
    }

    /** Opens a scope inside the thread's current one. */
    public static ConflictScope open() {
        return open(null);
    }

    /**
     * Opens a scope for one delivery of a message.
     *
     * @param tag names the delivery's message and receiver; transactions begun in this scope, which commit after it is
     *     closed, leave what they lost in {@link LostObjects} under it, and their conflict here
     */
    public static ConflictScope open(String tag) {
        ConflictScope scope = new ConflictScope(CURRENT.get(), tag);
        CURRENT.set(scope);
        return scope;
    }

    /** The thread's innermost scope, or null. */
    public static ConflictScope current() {
        return CURRENT.get();
    }

    /** Names the message and its receiver, or null. */
    public String tag() {
        return tag;
    }

    /**
     * Says before the first attempt whether another one follows if it is lost; {@link #begin} knows for the others.
     */
    public void replayed(boolean will) {
        replayed = will;
    }

    /** Whether another attempt follows if the one that runs is lost. */
    public boolean isReplayed() {
        return replayed;
    }

    /** The number of the attempt that runs, from 1. */
    public int attempt() {
        return attempt;
    }

    /** The conflict lost in the attempt that runs, or null. */
    public ConflictException conflict() {
        return conflict;
    }

    /** Called by the engine when a transaction of this thread was refused. */
    public void lost(LockDomain domain, ConflictException cause) {
        if (conflict == null) {
            conflict = cause;
        }
        remember(domain, cause.lostOids());
    }

    /** Adds objects to wait for before the next attempt. */
    public void remember(LockDomain domain, long[] oids) {
        TreeSet<Long> all = lost.computeIfAbsent(domain, d -> new TreeSet<>());
        for (long oid : oids) {
            all.add(oid);
        }
    }

    /**
     * Waits for everything earlier attempts lost, before the next one begins its transaction.
     *
     * @param number the attempt's number
     * @param last whether it also keeps other prepares waiting
     * @param timeout bounds the waiting in each database
     * @throws ConflictException if it cannot be had in that time
     */
    public void begin(int number, boolean last, Duration timeout) {
        release();
        conflict = null;
        attempt = number;
        replayed = !last;
        for (Map.Entry<LockDomain, TreeSet<Long>> entry : lost.entrySet()) {
            long[] oids = entry.getValue().stream().mapToLong(Long::longValue).toArray();
            try {
                reserved.put(entry.getKey(), entry.getKey().reserve(oids, last, timeout));
            } catch (ConflictException e) {
                conflict = e;
                throw e;
            }
        }
    }

    /** There will be no attempt after the one that has just lost. */
    public void exhausted() {
        lost.keySet().forEach(LockDomain::exhausted);
    }

    /**
     * Who wants to know of each transaction that begins to use a database on this thread, in this scope or one inside it.
     *
     * @param listener called when it begins; the thread's transaction is that one
     */
    public void whenBegun(Runnable listener) {
        begun = listener;
    }

    /** Hands what is reserved in a database to the transaction that begins there; null if there is nothing (left). */
    public Reservation take(LockDomain domain) {
        for (ConflictScope scope = this; scope != null; scope = scope.outer) {
            scope.begun.run();
        }
        Reservation reservation = reserved.remove(domain);
        return reservation != null && reservation.take() ? reservation : null;
    }

    /** Ends the scope: releases what no transaction took over. */
    @Override
    public void close() {
        release();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    private void release() {
        List<Reservation> held = new ArrayList<>(reserved.values());
        reserved.clear();
        held.forEach(Reservation::close);
    }
}
