package dev.odb.ra.inflow;

import dev.odb.OdbCredentials;
import dev.odb.replay.Replay;
import java.time.Duration;

/**
 * How something is delivered, whatever it is.
 *
 * @param databaseName of which database
 * @param replays how often a lost conflict is followed by another attempt
 * @param timeout for all attempts
 * @param backoff after the first failure
 * @param credentials to sign on with; null for those of the connection definition
 */
record Delivering(String databaseName, int replays, Duration timeout, Duration backoff, OdbCredentials credentials) {
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    /** The loop of attempts. */
    Replay replay() {
        return new Replay(replays, timeout);
    }

    /** How long to wait after so many failures in a row. */
    Duration backoff(int failures) {
        Duration wait = backoff;
        for (int i = 1; i < failures && wait.compareTo(LONGEST_BACKOFF) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return backoff.compareTo(LONGEST_BACKOFF) > 0 || wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }
}
