package dev.odb;

import java.time.Duration;
import java.util.Objects;

/**
 * When a task is taken from its queue.
 *
 * @param key tasks of one key are taken one after the other, in the order in which they were sent; "" for none: such tasks
 *     have no order
 * @param delay how long after it was sent it is taken at the earliest; holds back later tasks of its key
 */
public record TaskOptions(String key, Duration delay) {
    /** At once, in no order. */
    public static final TaskOptions DEFAULT = new TaskOptions("", Duration.ZERO);

    /** Checks. */
    public TaskOptions {
        Objects.requireNonNull(key, "key");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay " + delay + " is negative");
        }
    }

    /** In an order with others of that key. */
    public static TaskOptions inOrderOf(String key) {
        return new TaskOptions(key, Duration.ZERO);
    }

    /** Not before so long. */
    public static TaskOptions after(Duration delay) {
        return new TaskOptions("", delay);
    }
}
