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
     * @param tag the message whose delivery the transaction was, or null
     * @param wanted the stored objects the transaction needed locks on; its replay will need them again
     */
    static void report(LockDomain domain, ConflictException conflict, String tag, long[] wanted) {
        LOG.log(Level.DEBUG, conflict::getMessage);
        ConflictScope scope = ConflictScope.current();
        if (scope != null) {
            scope.lost(domain, conflict);
            scope.remember(domain, wanted);
        }
        if (tag != null && !(conflict instanceof StaleObjectException)) {
            LostObjects.shared().remember(tag, domain, conflict.lostOids());
            LostObjects.shared().remember(tag, domain, wanted);
        }
    }
}
