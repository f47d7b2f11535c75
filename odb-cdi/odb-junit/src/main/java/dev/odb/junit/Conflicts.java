package dev.odb.junit;

import java.util.function.Predicate;

/**
 * Lets commits lose conflicts. Right before a commit, or a prepare, another transaction commits new revisions of the objects
 * that this one has changed, with the same states. So the conflict is real, and whatever replays or reports it does so. Only
 * stored objects can lose, and only those whose class cannot merge; new ones, counters and the pages of trees never do.
 *
 * <p>A test fails at its end if fewer conflicts came than it has asked for. All threads may use it.
 */
public interface Conflicts {
    /**
     * Lets the next commits lose that change something that can.
     *
     * @param commits how many, at least 1
     */
    default void raise(int commits) {
        raise(commits, Object.class);
    }

    /** Only those that change an object of the class, or of a class that extends it. */
    default void raise(int commits, Class<?> type) {
        raise(commits, type, object -> true);
    }

    /**
     * Only those that change an object that the predicate accepts.
     *
     * @param which is asked in the transaction that is about to lose, and sees the object as that one has changed it
     */
    <T> void raise(int commits, Class<T> type, Predicate<? super T> which);

    /** Only those that change the root of that name itself, not what it refers to. */
    void raiseOnRoot(int commits, String root);

    /**
     * Lets the calling thread's transaction lose, to be called from within: from a test's own bean in the place of one of
     * the application, for example. A replay is another transaction, and loses only if it calls this too.
     */
    void raiseHere();

    /**
     * How many transactions that could lose, by what was asked for last, have come to their commit since, the one that won
     * included: for a method that is replayed, how often it ran.
     */
    int attempts();
}
