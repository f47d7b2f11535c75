package dev.odb;

import java.util.function.Consumer;

/**
 * What an application says about a connection's current transaction and arranges for its end; from {@link
 * OdbConnection#transaction}. On a server all handles of one transaction on one database mean the same. It belongs to one
 * transaction and its thread: when that is over, its methods throw {@link NoTransactionException}. Texts are stored in
 * full, whatever their length, with a transaction that changes something; {@link ObjectDatabase#undoLog} has them.
 */
public interface OdbTransaction {
    /** Replaces the user's name; on a server it is at first the caller's. */
    OdbTransaction user(String name);

    /** Adds a line to the description, so that several parts of an application can each add theirs. */
    OdbTransaction describe(String line);

    /** Sets a property; a later value of the same key replaces it. Keys that begin with {@code odb.} are the database's own. */
    OdbTransaction property(String key, String value);

    /**
     * Makes sure that the transaction is not committed; it can be used until its end. {@link OdbConnection#commit} then
     * throws {@link TransactionFailedException} until it is rolled back; {@code transact} rolls back and gives the
     * body's result; on a server the whole transaction rolls back, with what other resources have done in it.
     */
    void setRollbackOnly();

    /** Whether {@link #setRollbackOnly} was called. */
    boolean isRollbackOnly();

    /**
     * Has an action run when the transaction is to be committed, before anything is: it may use and change objects and
     * register more actions. In the order of registration, on the thread that commits; not before a rollback. If one
     * throws, the commit fails with that exception and nothing was done: a transaction of {@link OdbConnection#commit}
     * goes on, and its next commit runs all actions again; {@code transact} and a server's transaction are rolled back.
     *
     * <p>On a server it runs after the application's own synchronizations, before the transaction manager prepares. It
     * works with the objects it was made with; the server may refuse it a new connection so late.
     */
    void beforeCompletion(Runnable action);

    /**
     * Has an action run when the transaction is over, on the thread that ended it, which on a server may be the
     * transaction manager's. Loaded objects can be read where the transaction's end leaves them readable; what the action
     * changes is not stored, and it cannot end a transaction of the same connection. An exception in it is logged and
     * goes nowhere else. Not called for a prepared transaction that is decided by a later process.
     */
    void afterCompletion(Consumer<Outcome> action);
}
