package dev.odb.core.transaction;

import dev.odb.ConflictException;
import dev.odb.OdbException;
import dev.odb.TransactionInfo;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;

/** Tells the flight recorder of a conflict. Only used while somebody records conflicts. */
final class ConflictRecords {
    /** Larger records are not compared. */
    private static final int LARGEST = 1 << 16;

    private ConflictRecords() {}

    /**
     * Tells.
     *
     * @param mine what was to be stored of the first object, or null
     */
    static void tell(ConflictException conflict, Write mine, Storage storage, ClassCatalog catalog) {
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
            byte[] old = record(storage.load(conflict.oid(), conflict.serialSeen()));
            event.changedByWinner = changed(old, record(storage.loadAppended(conflict.oid())), catalog);
            event.changedHere = changed(old, mine == null ? null : mine.record(), catalog);
        }
        event.commit();
    }

    private static byte[] record(Revision revision) {
        return revision == null ? null : revision.record();
    }

    private static String changed(byte[] old, byte[] now, ClassCatalog catalog) {
        if (!isComparable(old) || !isComparable(now)) {
            return null;
        }
        try {
            return String.join(", ", RecordInfo.changedFields(old, now, catalog));
        } catch (OdbException e) {
            // the conflict is to be reported, whatever else there is
            return e.getMessage();
        }
    }

    private static boolean isComparable(byte[] record) {
        return record != null && record.length > 0 && record.length <= LARGEST;
    }
}
