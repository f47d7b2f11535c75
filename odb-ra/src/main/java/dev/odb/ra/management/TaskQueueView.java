package dev.odb.ra.management;

import dev.odb.TaskQueueInfo;
import java.time.Duration;
import java.time.Instant;

/** A task queue in the form that JMX can show to clients without our classes. */
public final class TaskQueueView {
    private final TaskQueueInfo queue;
    private final Instant now;

    TaskQueueView(TaskQueueInfo queue, Instant now) {
        this.queue = queue;
        this.now = now;
    }

    public String getName() {
        return queue.name();
    }

    public long getWaiting() {
        return queue.waiting();
    }

    public long getDelayed() {
        return queue.delayed();
    }

    public long getClaimed() {
        return queue.claimed();
    }

    public long getParked() {
        return queue.parked();
    }

    /** 0 if none waits. */
    public long getAgeOfOldestMillis() {
        return queue.oldest() == null
                ? 0
                : Duration.between(queue.oldest(), now).toMillis();
    }
}
