package dev.odb.ra.inflow;

import java.time.Duration;

/** What a {@link Crew} does again and again. All its members do so at the same time. */
interface Job {
    /** What came of a step. */
    enum Step {
        /** There was nothing to do. */
        IDLE,
        /** Something was done. */
        DONE,
        /** Something could not be done, and was logged: not to be tried again at once. */
        FAILED
    }

    /**
     * Waits for something to do and does it.
     *
     * @param wait how long
     * @param found called once there is something to do
     */
    Step step(Duration wait, Runnable found) throws InterruptedException;

    /** Wakes who waits; what is being done is done to its end, but not begun again. Any thread. */
    void close();

    /** What is being done is not to be committed. Any thread. */
    void abandon();
}
