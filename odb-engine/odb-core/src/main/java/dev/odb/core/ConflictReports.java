package dev.odb.core;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.LostObjects;
import dev.odb.spi.LockDomain;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Leaves word of a lost transaction where its replay looks for it. */
final class ConflictReports {
    private static final Logger LOG = System.getLogger(ConflictReports.class.getName());

    private ConflictReports() {}

    /**
     * Reports.
     *
     * @param begun the scope in which the transaction began, or null; one of a delivery is closed by now
     * @param wanted the stored objects the transaction needed locks on; its replay will need them again
     */
    static void report(LockDomain domain, ConflictException conflict, ConflictScope begun, long[] wanted) {
        LOG.log(Level.DEBUG, conflict::getMessage);
        ConflictScope scope = ConflictScope.current() == null ? begun : ConflictScope.current();
        if (scope != null) {
            scope.lost(domain, conflict);
            scope.remember(domain, wanted);
        }
        String tag = begun == null ? null : begun.tag();
        if (tag != null && !(conflict instanceof StaleObjectException)) {
            LostObjects.shared().remember(tag, domain, conflict.lostOids());
            LostObjects.shared().remember(tag, domain, wanted);
        }
    }
}
