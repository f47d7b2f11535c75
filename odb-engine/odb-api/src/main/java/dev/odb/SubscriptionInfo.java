package dev.odb;

import java.time.Duration;
import java.time.Instant;

/**
 * A durable subscription to what is committed, and how far behind it is.
 *
 * @param name its name
 * @param position the tid up to which it has heard everything, or was not to hear it; 0 before all
 * @param instant when that was committed
 * @param open whether a listener of this process uses it
 * @param waiting how many transactions it has not heard of yet, of those that are kept
 * @param lag how long ago the first of these was committed; zero if there is none
 * @param lost whether a pack has taken some that it had not heard of
 */
public record SubscriptionInfo(
        String name, long position, Instant instant, boolean open, long waiting, Duration lag, boolean lost) {}
