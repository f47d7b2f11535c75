package dev.odb.sample.model;

import dev.odb.Persistent;
import java.time.Instant;

/** Something that somebody did, once or several times in a row. */
@Persistent
public class Activity {
    private long number;
    private Instant at;
    private String by;
    private Deed.Action action;
    private String subject;
    private int count;

    Activity(long number, Instant at, String by, Deed deed) {
        this.number = number;
        this.at = at;
        this.by = by;
        this.action = deed.action();
        this.subject = deed.subject();
        this.count = deed.count();
    }

    boolean isFollowedBy(String nextBy, Deed next) {
        return by.equals(nextBy) && action == next.action() && subject.equals(next.subject());
    }

    void again(Instant when, int more) {
        at = when;
        count += more;
    }

    /** The tid of the first transaction; greater than those of earlier activities. */
    public long number() {
        return number;
    }

    /** When it was done last. */
    public Instant at() {
        return at;
    }

    /** Who did it. */
    public String by() {
        return by;
    }

    /** What. */
    public Deed.Action action() {
        return action;
    }

    /** An issue's key, or a file's name. */
    public String subject() {
        return subject;
    }

    /** How often in a row; of a file the lines. */
    public int count() {
        return count;
    }
}
