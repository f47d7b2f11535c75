package dev.odb.inflow;

/**
 * Takes the tasks of a queue, one a transaction: the task leaves the queue in the transaction that works on it, so its effect
 * in the database happens exactly once. What is done elsewhere, or in a transaction of its own (REQUIRES_NEW), happens at
 * least once. Called by several threads at a time.
 *
 * @param <T> the class of the tasks
 */
public interface OdbTaskListener<T> {
    /**
     * Works on a task. A lost conflict runs it again at once, any other exception later; see the queue's activation.
     *
     * @param task as it was sent, an object of the current transaction
     * @throws Exception rolls the transaction back; the task stays in the queue
     */
    void onTask(T task) throws Exception;
}
