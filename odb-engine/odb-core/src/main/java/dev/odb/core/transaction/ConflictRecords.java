package dev.odb.core.transaction;

import dev.odb.ConflictException;
import dev.odb.TransactionInfo;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;

/** Tells the flight recorder of a conflict. Only used while somebody records conflicts. */
final class ConflictRecords {
    /** Larger records are not compared. */
    private static final int LARGEST = 1 << 16;

    private ConflictRecords() {}

    /**
     * Tells.
     *
     * @param request of the transaction that lost, or null
     */
    static void tell(ConflictException conflict, CommitRequest request, Storage storage, ClassCatalog catalog) {
        ConflictEvent event = new ConflictEvent();
        event.database = storage.location();
        event.code = conflict.code();
        event.oid = conflict.oid();
        event.className = conflict.className();
        event.lostObjects = conflict.lostOids().length;
        event.serialSeen = conflict.serialSeen();
        event.serialCommitted = conflict.serialCommitted();
        TransactionInfo winner = conflict.winner().orElse(null);
        if (winner != null) {
            event.winner = winner.tid();
            event.winnerUser = winner.user();
            event.winnerDescription = winner.description();
        }
        if (conflict.serialSeen() != 0 && conflict.serialSeen() != conflict.serialCommitted()) {
            try {
                byte[] old = record(storage.load(conflict.oid(), conflict.serialSeen()));
                event.changedByWinner = changed(old, record(storage.loadAppended(conflict.oid())), catalog);
                event.changedHere = changed(old, mine(request, conflict.oid()), catalog);
            } catch (RuntimeException e) {
                // the transaction is to hear of the conflict, whatever else there is
                event.changedByWinner = e.toString();
            }
        }
        event.commit();
    }

    private static byte[] mine(CommitRequest request, long oid) {
        int index = request == null ? -1 : request.writes().find(oid);
        return index < 0 ? null : request.writes().get(index).record();
    }

    private static byte[] record(Revision revision) {
        return revision == null ? null : revision.record();
    }

    private static String changed(byte[] old, byte[] now, ClassCatalog catalog) {
        if (!isComparable(old) || !isComparable(now)) {
            return null;
        }
        return String.join(", ", RecordInfo.changedFields(old, now, catalog));
    }

    private static boolean isComparable(byte[] record) {
        return record != null && record.length > 0 && record.length <= LARGEST;
    }
}
