package dev.odb.ejb;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Attempts;
import jakarta.ejb.EJBException;
import jakarta.transaction.HeuristicCommitException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;

/** Attempts whose conflicts reach the caller of an enterprise bean as they are. */
final class EjbAttempts {
    private EjbAttempts() {}

    static Object run(RetryOnConflict settings, Attempts.Attempt attempt) throws Exception {
        try {
            return new Attempts(settings, EjbAttempts::isRollback).run(attempt);
        } catch (StaleObjectException e) {
            throw new StaleObjectApplicationException(e);
        } catch (ConflictException e) {
            throw new ConflictApplicationException(e);
        }
    }

    /** By a system exception the container says that it rolled back, unless a resource decided by itself. */
    static boolean isRollback(Exception thrown) {
        if (!(thrown instanceof EJBException)) {
            return false;
        }
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof HeuristicMixedException
                    || t instanceof HeuristicCommitException
                    || t instanceof HeuristicRollbackException) {
                return false;
            }
        }
        return true;
    }
}
