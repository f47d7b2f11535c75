package dev.odb.core;

import dev.odb.core.object.DatabaseContext;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.LockOwner;
import dev.odb.spi.Managed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A transaction that comes first: what an application's tests let theirs lose to. It commits new revisions of the same
 * states, so that nothing but the order of commits changes, and is in the history like any other.
 */
public final class Rival {
    private static final TransactionMetadata METADATA =
            new TransactionMetadata("", "a conflict that a test has asked for", Map.of(), false);

    private Rival() {}

    /**
     * Commits before a branch that is about to end, which loses for it if it changed one of these objects. It passes the
     * locks by which a replay keeps others away, as a branch that was prepared before the replay began does.
     *
     * @param branch of an {@link Engine}, used by the calling thread
     * @param which of the stored objects that the branch has changed; objects that can be merged are not asked about
     * @return how many objects it has written
     */
    public static int overtake(Branch branch, Predicate<Object> which) {
        return ((ManagedBranch) branch).overtake(which);
    }

    static int commit(DatabaseContext context, LockOwner owner, List<Managed> objects) {
        List<Write> writes = objects.stream()
                .map(object -> again(object.$odb_oid(), context))
                .sorted(Comparator.comparingLong(Write::oid))
                .toList();
        if (!writes.isEmpty()) {
            context.commits()
                    .commit(new CommitRequest(
                            owner,
                            Writes.of(writes),
                            List.of(),
                            Set.of(),
                            Set.of(),
                            METADATA,
                            (oid, old, committed, mine) -> null,
                            ""));
        }
        return writes.size();
    }

    private static Write again(long oid, DatabaseContext context) {
        Revision now = context.storage().loadAppended(oid);
        return new Write(oid, now.serial(), now.record(), now.serial());
    }
}
