package dev.odb.core.transaction;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.NarayanaXid;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.ReadCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What a message says about a branch in doubt that holds an object.
 *
 * @param id its name
 * @param since how old it is
 * @param holds which objects nobody else can write
 */
record HoldingBranch(BranchId id, String since, String holds) {
    private static final int NAMED = 10;

    static HoldingBranch of(PreparedBranch branch, Instant now) {
        return new HoldingBranch(
                branch.id(),
                ", prepared " + age(Duration.between(branch.since(), now)) + " ago (at " + branch.since()
                        + ") and not decided since",
                objects(branch.batch()));
    }

    /** One that was decided just now. */
    static HoldingBranch decided(BranchId id) {
        return new HoldingBranch(id, "", "");
    }

    /** The branch, with its transaction manager's node if the Xid tells. */
    String name() {
        String node = NarayanaXid.node(id);
        return "branch " + id + (node.isEmpty() ? "" : " of node '" + node + "'");
    }

    private static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / (24 * 3600) + " days";
    }

    private static String objects(Batch batch) {
        String written = named(batch.writes().oids(), "to write");
        String read = named(batch.checks().stream().mapToLong(ReadCheck::oid).toArray(), "as read");
        return " It holds objects " + written + (written.isEmpty() || read.isEmpty() ? "" : ", ") + read + ".";
    }

    private static String named(long[] oids, String how) {
        if (oids.length == 0) {
            return "";
        }
        String first = LongStream.of(oids).limit(NAMED).mapToObj(Long::toString).collect(Collectors.joining(", "));
        int more = oids.length - NAMED;
        return first + (more > 0 ? " and " + more + " more " : " ") + how;
    }
}
