package dev.odb.sample.model;

import dev.odb.BTreeMap;
import dev.odb.Persistent;
import java.time.Instant;
import java.util.List;

/** What happened lately. Only one writes, the listener to the feed of changes, so it needs no care for conflicts. */
@Persistent
public class Activities {
    /** How many are kept. */
    public static final int KEPT = 300;

    private BTreeMap<Long, Activity> byNumber = new BTreeMap<>();
    private int size;

    /**
     * Adds one; the oldest goes if there are too many. What is done again and again is one activity.
     *
     * @param number greater than those before
     */
    public void add(long number, Instant at, String by, Deed deed) {
        Activity last = size == 0 ? null : byNumber.lastEntry().getValue();
        if (last != null && last.isFollowedBy(by, deed)) {
            last.again(at, deed.count());
            return;
        }
        byNumber.put(number, new Activity(number, at, by, deed));
        size++;
        if (size > KEPT) {
            byNumber.pollFirstEntry();
            size--;
        }
    }

    /** The newest, newest first. */
    public List<Activity> newest(int limit) {
        return byNumber.descendingMap().values().stream().limit(limit).toList();
    }
}
