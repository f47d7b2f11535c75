package dev.odb;

/** What a transaction is kept apart from. Weaker first: where several are asked for, the strictest holds. */
public enum Isolation {
    /**
     * A transaction sees the newest commits of the moment it was first used and nothing later, and loses if another one
     * changed the same object first. Two transactions may each read what the other changes and both commit (write skew).
     */
    SNAPSHOT,
    /**
     * Beside that, every object whose state was read must still be the newest revision when the transaction commits a
     * change or prepares with others; else the commit fails with {@link ReadConflictException}. So transactions of this
     * isolation have the effect of running one after the other. What was read is never merged.
     */
    SERIALIZABLE;

    /** The stricter of the two. */
    public Isolation strictest(Isolation other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
