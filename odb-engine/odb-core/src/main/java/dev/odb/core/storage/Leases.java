package dev.odb.core.storage;

import java.time.Duration;
import java.util.Map;

/**
 * What one of several servers on a database does at a time, such as delivering a stripe of a task queue. A lease saves work done
 * twice; that nothing is done twice is up to the transactions in which it is done. All threads may use it.
 */
public interface Leases {
    /** Where nobody else can have the database open. */
    Leases SOLE = new Leases() {
        @Override
        public boolean take(String name) {
            return true;
        }

        @Override
        public void release(String name) {
            // nobody waits for it
        }

        @Override
        public Map<String, Boolean> held(String prefix) {
            return Map.of();
        }

        @Override
        public boolean closeGate(Duration most) {
            return true;
        }

        @Override
        public void openGate() {
            // nobody waits at it
        }

        @Override
        public boolean shared() {
            return false;
        }
    };

    /**
     * Takes the lease or finds that this process has it; it is prolonged until it is {@linkplain #release released}, the
     * storage is closed or the process is taken for dead.
     *
     * @return false if another live process has it
     */
    boolean take(String name);

    /** Lets another process take it; nothing if this one does not have it. */
    void release(String name);

    /**
     * The leases whose names begin so that live processes have.
     *
     * @return by name; true for those that this process has
     */
    Map<String, Boolean> held(String prefix);

    /**
     * Has commits and prepares of all other processes wait until {@link #openGate}, or for so long at most; decisions of prepared
     * branches need not. A {@link Storage#poll} after it learns of everything that was under way.
     *
     * @return false if another process has the gate closed
     */
    boolean closeGate(Duration most);

    /** Lets them go on; nothing if this process has not closed it. */
    void openGate();

    /** Whether other processes may have the database open for writing at the same time. */
    boolean shared();
}
