package dev.odb;

import java.time.Instant;

/**
 * How a task queue stands.
 *
 * @param name its name
 * @param waiting tasks that are to be taken, those that are not due yet among them
 * @param delayed of these, how many are not due yet
 * @param claimed of those that wait, how many a consumer of this process works on
 * @param parked tasks that have failed for good and wait for an administrator
 * @param oldest when the oldest task that waits was committed; null if none does
 */
public record TaskQueueInfo(String name, long waiting, long delayed, long claimed, long parked, Instant oldest) {}
