package dev.odb.core.inflow;

import dev.odb.core.object.Workspace;
import dev.odb.core.record.RecordInfo;
import dev.odb.queue.PageGroup;
import dev.odb.queue.QueuePage;
import dev.odb.queue.QueueStripe;
import dev.odb.queue.StoredQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/**
 * The pages of a queue, and who uses which. A transaction has the pages that it writes to itself until it is over, so two do
 * not meet in one; what each of them sees of its page may be old all the same, and merges. Guarded by the queue's lock.
 */
final class PagePool {
    /** Holds a page for a branch that was prepared by an earlier process. */
    private static final Object IN_DOUBT = new Object();

    /** Holds a page for a branch of another server, for so long. */
    private static final Object ELSEWHERE = new Object();

    private static final long AVOIDED = Duration.ofSeconds(30).toNanos();

    private static final long[] NONE = {};

    /** Looked up by any thread, without the lock. */
    private final Map<Long, KnownPage> pages = new ConcurrentHashMap<>();
    /** The stripe of each stored stripe and group. */
    private final Map<Long, Integer> structure = new HashMap<>();

    private final List<Long> stripes = new ArrayList<>();
    /** The pages of each stripe that have room and are nobody's, longest unused first. */
    private final List<Set<KnownPage>> open = new ArrayList<>();

    private final List<KnownPage> inDoubt = new ArrayList<>();
    /** Until when those are not taken that were lost. */
    private final Map<KnownPage, Long> avoided = new LinkedHashMap<>();
    /** How many pages each stripe has. */
    private int[] sizes = {};

    private int turn;

    void load(Workspace own, StoredQueue queue) {
        sizes = new int[queue.stripes().size()];
        for (QueueStripe stripe : queue.stripes()) {
            int number = stripes.size();
            long oid = own.oid(stripe);
            stripes.add(oid);
            structure.put(oid, number);
            open.add(new LinkedHashSet<>());
            addGroups(own, stripe, number);
        }
    }

    /** Pages that an undecided branch of an earlier process has written are its. */
    void hold(LongPredicate isPrepared) {
        for (KnownPage page : pages.values()) {
            if (isPrepared.test(page.oid)) {
                hold(page, IN_DOUBT);
                inDoubt.add(page);
            }
        }
    }

    int stripes() {
        return stripes.size();
    }

    /** The oid of a stripe. */
    long stripe(int number) {
        return stripes.get(number);
    }

    KnownPage get(long oid) {
        return pages.get(oid);
    }

    Collection<KnownPage> all() {
        return pages.values();
    }

    /** The oids of its stripes and groups. */
    Set<Long> structure() {
        return structure.keySet();
    }

    /** Whether a page of that stripe can be taken. */
    boolean hasOpen(int number) {
        return !open.get(number).isEmpty();
    }

    /** How many pages are to be added to a stripe that needs more. */
    int growth(int number) {
        return Math.min(PageGroup.ROOM, Math.max(2, sizes[number] / 4));
    }

    boolean isStructure(long oid) {
        return structure.containsKey(oid);
    }

    /** A stripe or a group was changed, which adds to it; gives the pages that were added. */
    List<KnownPage> structureChanged(Workspace own, long oid) {
        int number = structure.get(oid);
        return stripes.get(number) == oid
                ? addGroups(own, own.object(oid, QueueStripe.class), number)
                : addPages(own, own.object(oid, PageGroup.class), number);
    }

    private List<KnownPage> addGroups(Workspace own, QueueStripe stripe, int number) {
        List<KnownPage> added = new ArrayList<>();
        for (PageGroup group : stripe.groups()) {
            if (structure.putIfAbsent(own.oid(group), number) == null) {
                added.addAll(addPages(own, group, number));
            }
        }
        return added;
    }

    private List<KnownPage> addPages(Workspace own, PageGroup group, int number) {
        List<KnownPage> added = new ArrayList<>();
        for (QueuePage page : group.pages()) {
            long oid = own.oid(page);
            if (!pages.containsKey(oid)) {
                KnownPage known = new KnownPage(oid, number, own.serial(page), tasks(own, oid));
                pages.put(oid, known);
                sizes[number]++;
                show(known);
                added.add(known);
            }
        }
        return added;
    }

    /** The page's tasks, as the workspace finds them; none if the queue was taken out of the roots and packed away. */
    static long[] tasks(Workspace own, long page) {
        byte[] record = own.record(page);
        return record == null ? NONE : RecordInfo.references(record);
    }

    /** The page's content is known to be that. */
    void filled(KnownPage page, long[] tasks) {
        page.tasks = tasks;
        show(page);
    }

    private void show(KnownPage page) {
        Set<KnownPage> ofStripe = open.get(page.stripe);
        if (page.holder == null && page.tasks.length < QueuePage.ROOM) {
            ofStripe.add(page);
        } else {
            ofStripe.remove(page);
        }
    }

    void hold(KnownPage page, Object holder) {
        page.holder = holder;
        show(page);
    }

    /** It is used by nobody now. */
    void release(KnownPage page) {
        hold(page, null);
    }

    /** Pages that are among these are not taken for a while. */
    void avoid(long[] lost) {
        for (long oid : lost) {
            KnownPage page = pages.get(oid);
            if (page != null) {
                hold(page, ELSEWHERE);
                avoided.put(page, System.nanoTime() + AVOIDED);
            }
        }
    }

    /** A page with room for whoever asks, of that stripe; null if there is none. */
    KnownPage take(int stripe, Object holder, LongPredicate isPrepared) {
        releaseDecided(isPrepared);
        Iterator<KnownPage> free = open.get(stripe).iterator();
        if (!free.hasNext()) {
            return null;
        }
        KnownPage page = free.next();
        hold(page, holder);
        return page;
    }

    /** The same of any stripe. */
    KnownPage takeAny(Object holder, LongPredicate isPrepared) {
        for (int i = 0; i < open.size(); i++) {
            turn = (turn + 1) % open.size();
            KnownPage page = take(turn, holder, isPrepared);
            if (page != null) {
                return page;
            }
        }
        return null;
    }

    private void releaseDecided(LongPredicate isPrepared) {
        if (!avoided.isEmpty()) {
            long now = System.nanoTime();
            avoided.entrySet().removeIf(each -> {
                boolean over = each.getValue() - now <= 0;
                if (over) {
                    release(each.getKey());
                }
                return over;
            });
        }
        if (!inDoubt.isEmpty()) {
            inDoubt.removeIf(page -> {
                boolean decided = !isPrepared.test(page.oid);
                if (decided) {
                    release(page);
                }
                return decided;
            });
        }
    }

    /** A page of that stripe whoever uses it: nobody if possible, and else the emptiest. */
    KnownPage share(int stripe) {
        return pages.values().stream()
                .filter(page -> page.stripe == stripe)
                .min(Comparator.<KnownPage>comparingInt(page -> page.holder == null ? 0 : 1)
                        .thenComparingInt(page -> page.tasks.length))
                .orElseThrow();
    }
}
