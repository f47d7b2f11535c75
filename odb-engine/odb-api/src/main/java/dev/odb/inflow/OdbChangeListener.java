package dev.odb.inflow;

/**
 * Hears of committed transactions, one after the other, in the order of their commits, each at least once.
 *
 * <p>It does not hear of the transactions in which it was called itself, and so of nothing that it, or what it calls in the
 * same transaction, has written there: a listener that writes into the database it listens to would hear of its own change,
 * write again, and so on for ever. Other subscriptions hear of it. What it commits in another transaction (REQUIRES_NEW) it
 * does hear of, and it hears of what another listener writes in answer to it; that this ends is up to the listeners.
 *
 * <p>Never called by two threads at a time.
 */
public interface OdbChangeListener {
    /**
     * Called in a transaction that remembers, when it commits, that this change was heard.
     *
     * @throws Exception rolls the transaction back; the change is told again, and later ones wait
     */
    void onChange(ChangeEvent change) throws Exception;
}
