package dev.odb.queue;

import dev.odb.Persistent;

/** A task in a queue: what was sent, and what became of it. */
@Persistent
public final class StoredTask {
    private Object task;
    private QueuePage page;
    private String key;
    private int place;
    private long due;
    private long sent;
    private String sender;
    private long order;
    private int failures;
    private boolean parked;
    private long failed;
    private String reason;
    private String stack;

    /**
     * A task that is sent.
     *
     * @param task a persistent object
     * @param page where it is entered
     * @param key "" for none
     * @param place among the tasks of its transaction
     * @param due in milliseconds since 1970, not to be taken before that
     * @param sent in milliseconds since 1970
     * @param sender the transaction's user, or ""
     */
    public StoredTask(Object task, QueuePage page, String key, int place, long due, long sent, String sender) {
        this.task = task;
        this.page = page;
        this.key = key;
        this.place = place;
        this.due = due;
        this.sent = sent;
        this.sender = sender;
        this.reason = "";
        this.stack = "";
    }

    /** What was sent; null once it was taken or dropped. */
    public Object task() {
        return task;
    }

    /** Where it is entered. */
    public QueuePage page() {
        return page;
    }

    /** Its key, or "". */
    public String key() {
        return key;
    }

    /** Among the tasks of its transaction. */
    public int place() {
        return place;
    }

    /** Not to be taken before that, in milliseconds since 1970. */
    public long due() {
        return due;
    }

    /** When it was sent, in milliseconds since 1970. */
    public long sent() {
        return sent;
    }

    /** Who sent it, or "". */
    public String sender() {
        return sender;
    }

    /** The tid of the transaction that sent it, or 0 while that is its serial. */
    public long order() {
        return order;
    }

    /** How often it has failed since it was sent or resubmitted. */
    public int failures() {
        return failures;
    }

    /** Whether it waits for an administrator. */
    public boolean parked() {
        return parked;
    }

    /** When it failed last, in milliseconds since 1970; 0 if never. */
    public long failed() {
        return failed;
    }

    /** Why it failed last, or "". */
    public String reason() {
        return reason;
    }

    /** Where it failed last, or "". */
    public String stack() {
        return stack;
    }

    /** Nobody is to take it any more. */
    public void done() {
        task = null;
        reason = "";
        stack = "";
    }

    /**
     * It has failed once more.
     *
     * @param committed the tid of the transaction that sent it
     */
    public void failed(long committed, long now, String why, String where) {
        order = committed;
        failures++;
        failed = now;
        reason = why;
        stack = where;
    }

    /** It is not to be taken before. */
    public void later(long notBefore) {
        due = notBefore;
    }

    /** It is put aside. */
    public void park() {
        parked = true;
    }

    /** It is to be taken as if it had never failed; what it failed with last stays. */
    public void resubmit() {
        parked = false;
        failures = 0;
        due = 0;
    }
}
