package dev.odb.core.transaction;

import dev.odb.ConflictException;
import dev.odb.ObjectNotFoundException;
import dev.odb.PackException;
import dev.odb.ReadConflictException;
import dev.odb.StaleObjectException;
import dev.odb.UndoException;
import dev.odb.core.storage.Lineage;
import java.time.Duration;

/** The messages of the transaction layer, ODB-3000 to ODB-3999. */
final class TransactionMessages {
    private TransactionMessages() {}

    static ConflictException conflict(long oid, String type, long seen, long committed, int others) {
        return new ConflictException(
                "ODB-3001",
                "Object " + oid + " of " + type + more(others) + " was changed by transaction " + committed
                        + " after this one had read revision " + seen + ". Run the transaction again;"
                        + " @RetryOnConflict and transact() do so.",
                oid,
                type,
                seen,
                committed);
    }

    static ReadConflictException readConflict(long oid, String type, long seen, long committed, int others) {
        return new ReadConflictException(
                "ODB-3002",
                "Object " + oid + " of " + type + more(others) + ", whose reading counts, was changed by transaction "
                        + committed + " after this one had read revision " + seen + ". Run the transaction again.",
                oid,
                type,
                seen,
                committed);
    }

    static StaleObjectException stale(long oid, String type, long seen, long committed) {
        return new StaleObjectException(
                "ODB-3003",
                "Object " + oid + " of " + type + " is no longer revision " + seen + ", it is " + committed
                        + ". Show the new state to the user and ask again.",
                oid,
                type,
                seen,
                committed);
    }

    static ConflictException heldByBranch(long oid, String type, long seen, HoldingBranch branch) {
        return new ConflictException(
                "ODB-3004",
                "Object " + oid + (type.isEmpty() ? "" : " of " + type) + " is held by prepared " + branch.name()
                        + branch.since() + "." + branch.holds()
                        + " Its old state can be read. Run the transaction again later; if the branch stays, see to its"
                        + " transaction manager's recovery, or decide it by hand: branchesInDoubt() lists it.",
                oid,
                type,
                seen,
                seen);
    }

    static ConflictException lockWait(LockRefusedException refused, String type, long seen, Duration wait) {
        String why =
                switch (refused.reason) {
                    case TIMEOUT -> " was not free within the lock wait of " + wait.toMillis() + " ms";
                    case CYCLE -> " was given up because several transactions wait for each other";
                    case SAME_THREAD -> " is held by a transaction suspended on this thread";
                    case SAME_GLOBAL -> " is held by another branch of the same global transaction";
                };
        return new ConflictException(
                "ODB-3005",
                (refused.oid == LockTable.GATE ? "The commit gate" : "The lock on object " + refused.oid)
                        + (type.isEmpty() ? "" : " of " + type) + why + "; the holder is " + refused.holder
                        + ". Run the transaction again.",
                refused.oid,
                type,
                seen,
                seen);
    }

    static ConflictException wanted(long oid, String type, long seen) {
        return new ConflictException(
                "ODB-3990",
                "Object " + oid + " of " + type
                        + " is about to be committed by another transaction, and this one, which"
                        + " is replayed, would wait for that only to lose. Nothing is to be done: the replay waits first.",
                oid,
                type,
                seen,
                seen);
    }

    static String gateNotOpened(Duration most, RuntimeException cause) {
        return "ODB-3892: The commits of other servers could not be told to go on after the last attempt of a replay; they do so"
                + " " + most.toSeconds() + " s after they were told to wait: " + cause.getMessage();
    }

    static ConflictException gateClosed(LockRefusedException refused, long oid, String type, long seen, Duration wait) {
        return new ConflictException(
                "ODB-3006",
                "Object " + oid + " of " + type + " could not be committed within the lock wait of " + wait.toMillis()
                        + " ms, because " + refused.holder
                        + " keeps all other commits waiting: it is the last attempt of"
                        + " a replay, or a pack. Run the transaction again.",
                oid,
                type,
                seen,
                seen);
    }

    static UndoException packedOutside(long oid, String type, Lineage lineage) {
        return new UndoException(
                "ODB-3886",
                "Object " + oid + " of " + type + " cannot be put back into version '" + lineage.version()
                        + "': a pack has meanwhile removed its revision " + lineage.nv()
                        + ", which all others would see. Nothing was stored.",
                new long[] {oid});
    }

    static ObjectNotFoundException packedTarget(long oid, String type, long target) {
        return new ObjectNotFoundException(
                "ODB-3960",
                "Object " + oid + " of " + type + " refers to object " + target
                        + ", which a pack has removed since nothing referred to it. Nothing was stored; make a new object in"
                        + " its place.");
    }

    static ObjectNotFoundException packedWrite(long oid, String type) {
        return new ObjectNotFoundException(
                "ODB-3961",
                "Object " + oid + " of " + type
                        + " was changed, and a pack has removed it since nothing referred to it."
                        + " Nothing was stored; make a new object in its place.");
    }

    static PackException packWaited(Duration wait, LockRefusedException refused) {
        return new PackException(
                "ODB-3962",
                "The pack has ended and changed nothing, because for " + wait.toSeconds()
                        + " s there was always a commit under way that waits, the last of them that of "
                        + refused.holder
                        + ". Pack again when less is going on.",
                refused);
    }

    private static String more(int others) {
        return others == 0 ? "" : " (and " + others + " more)";
    }
}
