/**
 * What a database stores of its task queues. The engine's own classes: here, and not with the engine, because every
 * deployment that sends a task must be able to merge and to find them. An application has no use for them; it sends with
 * {@link dev.odb.TaskQueue}.
 *
 * <pre>
 *   root "odb.queue." + name -> StoredQueue
 *   StoredQueue: 16 stripes       the keyed tasks of stripe i are those whose key's hash gives i
 *   QueueStripe: groups of pages  grows only
 *   PageGroup: pages              up to 64; grows only, and is written by the engine's bookkeeping only
 *   QueuePage: tasks              merges; room for 64, which merging may exceed
 *   StoredTask: the task, its key, when it is due, how often it has failed; without its task once it was taken
 * </pre>
 *
 * A transaction that sends writes a page and adds a {@link dev.odb.queue.StoredTask}; one that takes a task writes that
 * {@code StoredTask} and nothing else of the queue. So whoever takes two tasks, or takes one while others are sent, meets
 * nobody. Two that send meet in a page only if they happen to use the same one, and then the page merges. Nothing that
 * another transaction may be using is ever unlinked: pages stay for good and are used again, and the engine takes only
 * such tasks out of a page as were taken.
 */
package dev.odb.queue;
