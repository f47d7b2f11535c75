package dev.odb;

/**
 * The work of one transaction in plain Java SE, given to {@link ObjectDatabase#transact}. It may run several times: each
 * attempt starts from a fresh snapshot, so it must take everything it changes from the connection it is given.
 *
 * @param <T> what the work gives
 */
@FunctionalInterface
public interface TransactionBody<T> {
    /** Does the work; an exception rolls the transaction back. */
    T run(OdbConnection connection) throws Exception;
}
