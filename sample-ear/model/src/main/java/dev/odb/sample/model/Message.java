package dev.odb.sample.model;

import dev.odb.Persistent;
import java.time.Instant;

/** What somebody was told. That it was read is noted here and not in the inbox, so that reading meets no delivery. */
@Persistent
public class Message {
    private long number;
    private String issue;
    private String by;
    private String text;
    private Instant at;
    private boolean read;

    Message(long number, Notification notification) {
        this.number = number;
        this.issue = notification.issue();
        this.by = notification.by();
        this.text = notification.text();
        this.at = notification.at();
    }

    void markRead() {
        read = true;
    }

    /** Its place in the inbox; greater than those of earlier messages. */
    public long number() {
        return number;
    }

    /** The key of the issue that it is about. */
    public String issue() {
        return issue;
    }

    /** Who did something. */
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

    /** Whether it was read. */
    public boolean isRead() {
        return read;
    }
}
