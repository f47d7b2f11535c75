package dev.odb.storage.jdbc;

import dev.odb.core.storage.References;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a relational storage behaves.
 *
 * @param clock numbers transactions
 * @param references what records refer to, for the table of references
 * @param life how long a process that says nothing is taken for alive
 * @param patience how long it is tried to find out whether a commit happened whose answer was lost
 */
public record JdbcSettings(InstantSource clock, References references, Duration life, Duration patience) {
    /** Knows no references. */
    public static final JdbcSettings DEFAULT = new JdbcSettings(
            InstantSource.system(), record -> new long[0], Duration.ofSeconds(15), Duration.ofSeconds(30));

    /** The same with another clock. */
    public JdbcSettings withClock(InstantSource other) {
        return new JdbcSettings(other, references, life, patience);
    }

    /** The same with what reads references. */
    public JdbcSettings withReferences(References other) {
        return new JdbcSettings(clock, other, life, patience);
    }

    /** The same with other times. */
    public JdbcSettings withTimes(Duration otherLife, Duration otherPatience) {
        return new JdbcSettings(clock, references, otherLife, otherPatience);
    }
}
