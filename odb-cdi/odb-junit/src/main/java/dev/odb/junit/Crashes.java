package dev.odb.junit;

/**
 * Crashes the databases of a test and has them recovered. What survives is what stood in their files at that moment, as if
 * the process had been killed; the databases are opened from that, and Narayana recovers what was in doubt. The transaction
 * manager, the beans and other resources live on: to them it is the databases that went away.
 *
 * <p>Needs {@link OdbTest#files()}. For one thread at a time; other threads must not commit meanwhile.
 */
public interface Crashes {
    /**
     * Runs the call until its transaction gets to the point, crashes there, and recovers. What the call gives or throws
     * after that is of no interest, since nobody would be left who sees it. A resource without work takes part in its
     * transactions, so that there are two phases.
     *
     * @param call begins its transaction itself
     * @throws X what the call throws if it does not get to the point
     */
    <X extends Exception> void crash(CrashPoint point, Transactions.Action<X> call) throws X;
}
