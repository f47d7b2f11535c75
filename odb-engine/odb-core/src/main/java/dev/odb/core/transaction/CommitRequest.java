package dev.odb.core.transaction;

import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Writes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What a transaction wants to commit.
 *
 * @param owner who holds and gets the locks
 * @param writes the revisions
 * @param reads objects whose reading counts, not written, in oid order
 * @param unchanged oids under {@code requireUnchanged}: losing one is a stale object, and it is never merged
 * @param verified oids under {@code readCurrent}, or all that were read: never merged
 * @param metadata about the transaction
 * @param resolver merges what can be merged
 * @param version the version that the transaction works in, empty for the main line
 */
public record CommitRequest(
        LockOwner owner,
        Writes writes,
        List<ReadCheck> reads,
        Set<Long> unchanged,
        Set<Long> verified,
        TransactionMetadata metadata,
        RecordResolver resolver,
        String version) {
    /**
     * The stored objects it needs locks on. A replay takes all of them before it begins, those it only reads too: taking
     * the rest later, out of order, would make it wait in circles with others.
     */
    public long[] savedOids() {
        return LongStream.concat(
                        Arrays.stream(writes.savedOids()), reads.stream().mapToLong(ReadCheck::oid))
                .toArray();
    }

    long[] readOids() {
        return reads.stream().mapToLong(ReadCheck::oid).toArray();
    }

    CommitRequest withWrites(Writes other) {
        return new CommitRequest(owner, other, reads, unchanged, verified, metadata, resolver, version);
    }

    CommitRequest withReads(List<ReadCheck> other) {
        return new CommitRequest(owner, writes, other, unchanged, verified, metadata, resolver, version);
    }

    /** The same as a transaction of the database's own bookkeeping. */
    public CommitRequest asBookkeeping() {
        return new CommitRequest(
                owner, writes, reads, unchanged, verified, metadata.asBookkeeping(), resolver, version);
    }
}
