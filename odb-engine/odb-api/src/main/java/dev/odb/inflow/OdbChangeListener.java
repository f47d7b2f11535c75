package dev.odb.inflow;

/**
 * Hears of committed transactions, one after the other, in the order of their commits, each at least once; but not of those
 * in which it was called itself.
 */
public interface OdbChangeListener {
    /**
     * Called in a transaction that remembers, when it commits, that this change was heard.
     *
     * @throws Exception rolls the transaction back; the change is told again
     */
    void onChange(ChangeEvent change) throws Exception;
}
