package dev.odb.core.storage.local;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StaleRecordsException.Stale;
import dev.odb.core.storage.Writes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** The check of a batch against the appended state and the prepared branches. */
public final class Staleness {
    private Staleness() {}

    /**
     * Refuses a batch of which anything is stale or held.
     *
     * @param appendedSerial gives an object's appended serial, 0 if there is none
     * @throws StaleRecordsException naming every such object, in oid order
     */
    public static void refuse(Batch batch, LongUnaryOperator appendedSerial, PreparedTable<?> table)
            throws StaleRecordsException {
        refuse(batch, appendedSerial, table.holdsNothing() ? (oid, write) -> null : table::holder);
    }

    /** The same where it is not a table in memory that knows who holds an object. */
    public static void refuse(Batch batch, LongUnaryOperator appendedSerial, PreparedHolders holders)
            throws StaleRecordsException {
        List<Stale> stale = new ArrayList<>(0);
        Writes writes = batch.writes();
        for (int i = 0; i < writes.size(); i++) {
            BranchId holder = holders.holder(writes.oid(i), true);
            judge(writes.oid(i), writes.serialSeen(i), appendedSerial, holder, stale);
        }
        for (ReadCheck check : batch.checks()) {
            BranchId holder = holders.holder(check.oid(), false);
            judge(check.oid(), check.serial(), appendedSerial, holder, stale);
        }
        if (!stale.isEmpty()) {
            stale.sort(Comparator.comparingLong(Stale::oid));
            throw new StaleRecordsException(stale);
        }
    }

    private static void judge(
            long oid, long seen, LongUnaryOperator appendedSerial, BranchId holder, List<Stale> stale) {
        long committed = appendedSerial.applyAsLong(oid);
        if (committed != seen) {
            stale.add(new Stale(oid, seen, committed, null));
        } else if (holder != null) {
            stale.add(new Stale(oid, seen, committed, holder));
        }
    }
}
