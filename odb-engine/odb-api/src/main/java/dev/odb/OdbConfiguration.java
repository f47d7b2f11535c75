package dev.odb;

import dev.odb.spi.ShownUrl;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How to open a database: one immutable object for the engine's few settings.
 *
 * @param url {@code odb:file:<folder>}, {@code odb:memory:<name>}, {@code odb:overlay:file:<folder>?base=<URL>} or, with
 *     odb-storage-jdbc, {@code odb:jdbc:<JDBC URL>}
 * @param readOnly refuse every write; a file database must exist
 * @param lockWait how long a commit waits for another branch's objects; default 2 s, to be kept below the transaction
 *     timeout
 * @param replays how often {@link ObjectDatabase#transact} runs a lost transaction again; default 3
 * @param transactionTimeout bounds all attempts of one {@code transact} together; default 300 s
 * @param maxObjects how many loaded objects a transaction keeps in memory, or a connection from transaction to
 *     transaction, when they are unchanged and were not used lately; default 100000
 * @param maxObjectBytes the same by the lengths of their records; default 16 MiB
 * @param recordCacheBytes for the records that all transactions share in memory; 0 for none; default 32 MiB
 * @param isolation of transactions that ask for nothing stricter; default {@link Isolation#SNAPSHOT}
 * @param compress whether a file database compresses the records that it writes from now on, if that saves enough; it
 *     reads them whatever this says; default false
 * @param valueClasses the binary names of classes that may be stored by value though they don't carry {@link ByValue},
 *     such as those of a library; default none
 * @param pollInterval where several servers have the database open: how often those who wait for a task or a change look what
 *     the others have committed; default 200 ms
 */
public record OdbConfiguration(
        String url,
        boolean readOnly,
        Duration lockWait,
        int replays,
        Duration transactionTimeout,
        int maxObjects,
        long maxObjectBytes,
        long recordCacheBytes,
        Isolation isolation,
        boolean compress,
        Set<String> valueClasses,
        Duration pollInterval) {
    /** Checks every setting; a wrong one is an {@link IllegalArgumentException} that names it. */
    public OdbConfiguration {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(lockWait, "lockWait");
        Objects.requireNonNull(transactionTimeout, "transactionTimeout");
        Objects.requireNonNull(isolation, "isolation");
        Objects.requireNonNull(pollInterval, "pollInterval");
        valueClasses = Set.copyOf(valueClasses);
        if (lockWait.isNegative()) {
            throw new IllegalArgumentException("lockWait must not be negative: " + lockWait);
        }
        if (transactionTimeout.isNegative() || transactionTimeout.isZero()) {
            throw new IllegalArgumentException("transactionTimeout must be positive: " + transactionTimeout);
        }
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("pollInterval must be positive: " + pollInterval);
        }
        if (replays < 0) {
            throw new IllegalArgumentException("replays must not be negative: " + replays);
        }
        if (maxObjects < 0) {
            throw new IllegalArgumentException("maxObjects must not be negative: " + maxObjects);
        }
        if (maxObjectBytes < 0) {
            throw new IllegalArgumentException("maxObjectBytes must not be negative: " + maxObjectBytes);
        }
        if (recordCacheBytes < 0) {
            throw new IllegalArgumentException("recordCacheBytes must not be negative: " + recordCacheBytes);
        }
    }

    /** The defaults for a URL. */
    public static OdbConfiguration of(String url) {
        return new OdbConfiguration(
                url,
                false,
                Duration.ofSeconds(2),
                3,
                Duration.ofSeconds(300),
                100_000,
                16L << 20,
                32L << 20,
                Isolation.SNAPSHOT,
                false,
                Set.of(),
                Duration.ofMillis(200));
    }

    /** The same with {@link #readOnly()} as given. */
    public OdbConfiguration withReadOnly(boolean value) {
        return new OdbConfiguration(
                url,
                value,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #lockWait()} as given. */
    public OdbConfiguration withLockWait(Duration value) {
        return new OdbConfiguration(
                url,
                readOnly,
                value,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #replays()} as given. */
    public OdbConfiguration withReplays(int value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                value,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #transactionTimeout()} as given. */
    public OdbConfiguration withTransactionTimeout(Duration value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                value,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #maxObjects()} as given. */
    public OdbConfiguration withMaxObjects(int value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                value,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #maxObjectBytes()} as given. */
    public OdbConfiguration withMaxObjectBytes(long value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                value,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #recordCacheBytes()} as given. */
    public OdbConfiguration withRecordCacheBytes(long value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                value,
                isolation,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #isolation()} as given. */
    public OdbConfiguration withIsolation(Isolation value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                value,
                compress,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #compress()} as given. */
    public OdbConfiguration withCompress(boolean value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                value,
                valueClasses,
                pollInterval);
    }

    /** The same with {@link #valueClasses()} as given. */
    public OdbConfiguration withValueClasses(Set<String> value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                value,
                pollInterval);
    }

    /** The same with {@link #pollInterval()} as given. */
    public OdbConfiguration withPollInterval(Duration value) {
        return new OdbConfiguration(
                url,
                readOnly,
                lockWait,
                replays,
                transactionTimeout,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                isolation,
                compress,
                valueClasses,
                value);
    }

    /** As of other records, but with the URL as people may see it. */
    @Override
    public String toString() {
        return "OdbConfiguration[url=" + ShownUrl.of(url)
                + ", readOnly=" + readOnly
                + ", lockWait=" + lockWait
                + ", replays=" + replays
                + ", transactionTimeout=" + transactionTimeout
                + ", maxObjects=" + maxObjects
                + ", maxObjectBytes=" + maxObjectBytes
                + ", recordCacheBytes=" + recordCacheBytes
                + ", isolation=" + isolation
                + ", compress=" + compress
                + ", valueClasses=" + valueClasses
                + ", pollInterval=" + pollInterval
                + "]";
    }
}
