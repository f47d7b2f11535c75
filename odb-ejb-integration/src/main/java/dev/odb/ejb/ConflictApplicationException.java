package dev.odb.ejb;

import dev.odb.ConflictException;
import jakarta.ejb.ApplicationException;

/** A conflict that the container of enterprise beans gives to the caller as it is, not inside an EJBException. */
@ApplicationException(rollback = true)
public final class ConflictApplicationException extends ConflictException {
    private static final long serialVersionUID = 1;

    ConflictApplicationException(ConflictException conflict) {
        super(
                conflict.code(),
                EjbMessages.withoutCode(conflict),
                conflict.oid(),
                conflict.className(),
                conflict.serialSeen(),
                conflict.serialCommitted(),
                conflict.getCause());
        with(conflict.lostOids(), conflict.winner().orElse(null));
        setStackTrace(conflict.getStackTrace());
        for (Throwable attempt : conflict.getSuppressed()) {
            addSuppressed(attempt);
        }
    }
}
