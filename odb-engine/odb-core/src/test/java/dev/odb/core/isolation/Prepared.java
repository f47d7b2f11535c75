package dev.odb.core.isolation;

import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import java.util.Random;

/** A branch that is to be decided later. */
record Prepared(BranchId id, Recording recording) {
    /** Commits it or, seldom, rolls it back. */
    void decide(ManagedDatabase database, Round round, Random random) {
        boolean commit = random.nextInt(4) > 0;
        boolean committed = false;
        try {
            recording.ending();
            if (commit) {
                database.commitPrepared(id);
            } else {
                database.rollbackPrepared(id);
            }
            committed = commit;
        } catch (RuntimeException | Error e) {
            round.failed(e);
        }
        round.over(recording, committed);
    }
}
