package dev.odb;

import java.time.Instant;
import java.util.List;

/**
 * A branch of a distributed transaction that is prepared here and that nobody has decided yet, or that an administrator
 * has decided and that nobody has forgotten yet.
 *
 * @param id names it: the format of its Xid, and in hexadecimal the global transaction id and the branch qualifier
 * @param node the node identifier of the transaction manager, if that is Narayana, which writes it into its Xids; else empty
 * @param prepared when it was prepared
 * @param user of its transaction, perhaps empty; empty once it is decided
 * @param description of its transaction, perhaps empty; empty once it is decided
 * @param written how many objects it writes, which nobody else can write until it is decided; 0 once it is
 * @param verified how many others nobody can write until it is decided, because it relies on their state; 0 once it is
 * @param objects some of those it writes, in the order of oids: as many as were asked for
 * @param waiting who waits for its objects at this moment, a text for each, such as the name of a thread
 * @param outcome {@link Outcome#UNKNOWN} while it is in doubt, else what was decided by hand
 * @param decided when it was decided by hand; null while it is in doubt
 * @param tid the transaction as which it was committed by hand, else 0
 */
public record BranchInDoubt(
        String id,
        String node,
        Instant prepared,
        String user,
        String description,
        int written,
        int verified,
        List<ObjectInDoubt> objects,
        List<String> waiting,
        Outcome outcome,
        Instant decided,
        long tid) {
    /** Copies the lists. */
    public BranchInDoubt {
        objects = List.copyOf(objects);
        waiting = List.copyOf(waiting);
    }
}
