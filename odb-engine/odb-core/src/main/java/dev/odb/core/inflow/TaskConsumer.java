package dev.odb.core.inflow;

import java.time.Duration;

/** One that takes tasks from a queue, beside others in this process. All threads may share it. */
public interface TaskConsumer extends AutoCloseable {
    /**
     * Claims the next task that is due and whose key nobody works on. Waits for one.
     *
     * @param wait how long
     * @return null if there was none in that time, or the consumer or the database was closed
     */
    ClaimedTask claim(Duration wait) throws InterruptedException;

    /** Wakes whoever waits; what is claimed stays so until it is ended. */
    @Override
    void close();
}
