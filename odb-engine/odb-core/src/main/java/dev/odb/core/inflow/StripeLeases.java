package dev.odb.core.inflow;

import dev.odb.core.storage.Leases;
import dev.odb.core.storage.Storage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;

/**
 * Which stripes of a queue this server delivers, where several have the database open. Each that has consumers holds a lease
 * under a name of its own, so all of them find the same servers, and stripe s is for the one at place s mod n of these in the
 * order of their names. It takes what is for it as soon as whoever had it before lets it go or is dead. All threads may use it.
 */
final class StripeLeases {
    private static final String SERVER = "server/";

    private final Storage storage;
    private final Leases leases;
    private final int stripes;
    private final String prefix;
    private final String me;
    /** Replaced, never changed. */
    private volatile BitSet mine = new BitSet();
    /** Somebody works on tasks of a stripe that is not given out any more. */
    private boolean busy;

    /** Of a queue with so many stripes; none is this server's yet. */
    StripeLeases(String queue, int stripes, Storage storage) {
        this.storage = storage;
        this.leases = storage.leases();
        this.stripes = stripes;
        this.prefix = LeaseNames.of("queue", queue) + "/";
        this.me = prefix + SERVER + UUID.randomUUID();
    }

    /** Whether tasks of that stripe are given out here. */
    boolean has(int stripe) {
        return mine.get(stripe);
    }

    /** Whether it has a stripe, if only to end what is worked on. */
    synchronized boolean hasAny() {
        return busy || !mine.isEmpty();
    }

    /**
     * Takes the stripes that are for this server and lets go of others, each once nobody works on its tasks.
     *
     * @param consuming whether it has consumers
     * @param idle whether nobody here works on a task of a stripe; asked when none is given out any more
     * @return whether it has stripes that it had not
     */
    synchronized boolean look(boolean consuming, IntPredicate idle) {
        Map<String, Boolean> held = leases.held(prefix);
        Share share = share(held, consuming);
        BitSet kept = new BitSet();
        List<Integer> free = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int stripe = 0; stripe < stripes; stripe++) {
            Boolean ours = held.get(name(stripe));
            boolean wanted = share.has(stripe);
            if (wanted && ours == null) {
                free.add(stripe);
            } else if (Boolean.TRUE.equals(ours)) {
                kept.set(stripe, wanted);
                if (!wanted) {
                    others.add(stripe);
                }
            }
        }
        BitSet before = mine;
        mine = kept;
        List<Integer> unused = others.stream().filter(idle::test).toList();
        unused.forEach(stripe -> leases.release(name(stripe)));
        busy = unused.size() < others.size();
        return take(free, kept) || !contains(before, kept);
    }

    /**
     * What is for this server.
     *
     * @param place its own among those that have consumers, from 0; -1 if it has none
     */
    private record Share(int place, int servers) {
        boolean has(int stripe) {
            return place >= 0 && stripe % servers == place;
        }
    }

    private Share share(Map<String, Boolean> held, boolean consuming) {
        List<String> servers = new ArrayList<>();
        held.keySet().stream().filter(name -> name.startsWith(prefix + SERVER)).forEach(servers::add);
        boolean known = servers.contains(me);
        if (consuming && !known) {
            leases.take(me);
            servers.add(me);
        } else if (!consuming && known) {
            leases.release(me);
        }
        servers.sort(null);
        return new Share(consuming ? servers.indexOf(me) : -1, servers.size());
    }

    private boolean take(List<Integer> free, BitSet kept) {
        BitSet more = (BitSet) kept.clone();
        free.stream().filter(stripe -> leases.take(name(stripe))).forEach(more::set);
        if (more.equals(kept)) {
            return false;
        }
        // what its last server has done is known before the first task is given out
        storage.poll();
        mine = more;
        return true;
    }

    private static boolean contains(BitSet all, BitSet some) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(all);
        return rest.isEmpty();
    }

    private String name(int stripe) {
        return prefix + stripe;
    }
}
