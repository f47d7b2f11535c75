package dev.odb.ejb;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Site;
import dev.odb.cdi.spi.Transactions;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.LostObjects;
import dev.odb.replay.Replay;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;

/**
 * One delivery of a message, an attempt. Its transaction commits after every interceptor has returned, so what it loses is
 * left under a tag, and the next delivery waits for that first. A conflict that shows earlier rolls back without an
 * exception, of which the container would make an error in its log.
 */
final class Delivery {
    static final Logger LOG = System.getLogger("dev.odb.ejb");

    private final Site site;
    private final RetryOnConflict settings;
    private final String message;
    private final int number;
    private final String tag;
    private ConflictException conflict;

    /**
     * A delivery.
     *
     * @param message the message's id; null if its sender left it out, then nothing is remembered of it
     * @param number from 1
     */
    Delivery(Site site, RetryOnConflict settings, String message, int number) {
        this.site = site;
        this.settings = settings;
        this.message = message;
        this.number = number;
        // subscribers of a topic get one message
        this.tag = (message == null ? UUID.randomUUID() : message) + " for "
                + site.component().getName();
    }

    Object run(InvocationContext context, Transactions transactions) throws Exception {
        try (ConflictScope scope = ConflictScope.open(tag)) {
            scope.replayed(number <= settings.replays());
            transactions.afterCompletion(status -> ended(status, scope));
            if (number > 1) {
                LostObjects.shared().recall(tag, scope);
                scope.begin(number, number > settings.replays(), Duration.ofSeconds(settings.timeout()));
            }
            return context.proceed();
        } catch (RuntimeException e) {
            conflict = Replay.conflictIn(e);
            if (conflict == null || conflict instanceof StaleObjectException || ApplicationExceptions.isOne(e)) {
                throw e;
            }
            LOG.log(Level.DEBUG, conflict::getMessage);
            transactions.setRollbackOnly();
            return null;
        }
    }

    /** Called when the scope is closed; the transaction's conflict is in it all the same. */
    private void ended(int status, ConflictScope scope) {
        if (status == Status.STATUS_COMMITTED) {
            LostObjects.shared().forget(tag);
        } else if (status == Status.STATUS_ROLLEDBACK && number == settings.replays() + 1) {
            ConflictException last = conflict == null ? scope.conflict() : conflict;
            if (last != null) {
                scope.exhausted();
                LOG.log(Level.WARNING, EjbMessages.deliveriesExhausted(site, message, number, last));
            }
        }
    }
}
