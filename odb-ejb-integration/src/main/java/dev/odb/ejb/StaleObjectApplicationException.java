package dev.odb.ejb;

import dev.odb.StaleObjectException;
import jakarta.ejb.ApplicationException;

/** An outdated object that the container of enterprise beans gives to the caller as it is, not inside an EJBException. */
@ApplicationException(rollback = true)
public final class StaleObjectApplicationException extends StaleObjectException {
    private static final long serialVersionUID = 1;

    StaleObjectApplicationException(StaleObjectException stale) {
        super(
                stale.code(),
                EjbMessages.withoutCode(stale),
                stale.oid(),
                stale.className(),
                stale.serialSeen(),
                stale.serialCommitted());
        with(stale.lostOids(), stale.winner().orElse(null));
        setStackTrace(stale.getStackTrace());
        for (Throwable attempt : stale.getSuppressed()) {
            addSuppressed(attempt);
        }
    }
}
