package dev.odb.core.inflow;

import dev.odb.core.object.DatabaseContext;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.MainLine;
import java.util.Iterator;

/**
 * What a subscription has not heard of.
 *
 * @param first the tid of the first such transaction, 0 if there is none
 * @param count how many
 */
record Backlog(long first, long count) {
    /**
     * Looks for it; whoever asks keeps packs away. Of most transactions one record is read.
     *
     * @param subscription its oid
     * @param after a tid
     * @param upTo a tid, inclusive
     * @param most how many to count
     */
    static Backlog of(DatabaseContext database, long subscription, long after, long upTo, long most) {
        long first = 0;
        long count = 0;
        Iterator<CommittedTransaction> transactions = database.storage().transactions(after + 1, upTo);
        while (count < most && transactions.hasNext()) {
            CommittedTransaction next = transactions.next();
            if (mayConcern(next, subscription) && hasObjects(next, database)) {
                first = first == 0 ? next.tid() : first;
                count++;
            }
        }
        return new Backlog(first, count);
    }

    /** Whether a transaction is neither bookkeeping nor one in which the subscription's own listener was called. */
    static boolean mayConcern(CommittedTransaction transaction, long subscription) {
        return !transaction.metadata().bookkeeping()
                && Writes.of(transaction.writes()).find(subscription) < 0;
    }

    private static boolean hasObjects(CommittedTransaction transaction, DatabaseContext database) {
        ClassCatalog catalog = database.catalog();
        for (Write write : transaction.writes()) {
            boolean objects = write.tombstone()
                    || !catalog.get(RecordInfo.classId(write.record())).bookkeeping();
            if (objects && MainLine.isChangedBy(write, database.storage())) {
                return true;
            }
        }
        return false;
    }
}
