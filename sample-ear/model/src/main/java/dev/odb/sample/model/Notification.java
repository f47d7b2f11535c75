package dev.odb.sample.model;

import dev.odb.Persistent;
import java.time.Instant;

/**
 * The task of telling one person of one change. It has copies of what is told, so that it tells what was there when it was
 * sent.
 */
@Persistent
public class Notification {
    private String id;
    private String recipient;
    private String issue;
    private String by;
    private String text;
    private Instant at;

    /**
     * A notification.
     *
     * @param id by which a place outside the database knows that it got this one already
     */
    public Notification(String id, String recipient, String issue, String by, String text, Instant at) {
        this.id = id;
        this.recipient = recipient;
        this.issue = issue;
        this.by = by;
        this.text = text;
        this.at = at;
    }

    /** The idempotence key. */
    public String id() {
        return id;
    }

    /** Who is told. */
    public String recipient() {
        return recipient;
    }

    /** The issue's key. */
    public String issue() {
        return issue;
    }

    /** Who changed it. */
    public String by() {
        return by;
    }

    /** What was done. */
    public String text() {
        return text;
    }

    /** When. */
    public Instant at() {
        return at;
    }
}
