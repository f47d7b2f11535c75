package dev.odb;

/**
 * Implemented by a persistent class that can merge two concurrent changes of one object. It runs while the transaction
 * prepares, on stand-alone copies of the three states: references in them can be compared by identity of the object
 * they name, but nothing can be loaded through them. Any exception makes it a conflict.
 *
 * @param <S> the persistent class itself
 */
public interface Resolvable<S> {
    /**
     * Merges.
     *
     * @param old the state this transaction started from
     * @param committed the state that another transaction has committed since
     * @param mine the state this transaction wants to commit
     * @return the state to store; may be one of the arguments, changed
     * @throws ConflictException or any other exception if the two changes do not go together
     */
    S resolve(S old, S committed, S mine);
}
