package dev.odb;

/** A queue of tasks in the database, as one transaction uses it. Got from {@link OdbConnection}; for its transaction only. */
public interface TaskQueue {
    /** Its name. */
    String name();

    /**
     * Sends a task: it is stored with the transaction that sends it, and can be taken when that has committed.
     *
     * @param task an object of a persistent class
     * @return the task's id, by which an administrator finds it
     * @throws NotPersistentException if it is not an object of a persistent class
     */
    default long send(Object task) {
        return send(task, TaskOptions.DEFAULT);
    }

    /** The same, with a delay, or in an order with others. */
    long send(Object task, TaskOptions options);
}
