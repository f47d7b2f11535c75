package dev.odb.ejb;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Attempts;
import jakarta.ejb.EJBException;
import java.util.function.Predicate;

/** Attempts whose conflicts reach the caller of an enterprise bean as they are. */
final class EjbAttempts {
    private EjbAttempts() {}

    /** Of a bean whose container ends the transactions. */
    static Object run(RetryOnConflict settings, Attempts.Attempt attempt) throws Exception {
        return run(settings, EjbAttempts::isRollback, attempt);
    }

    /**
     * Runs them.
     *
     * @param fromContainer whether an exception says that a transaction was rolled back at its end
     */
    static Object run(RetryOnConflict settings, Predicate<Exception> fromContainer, Attempts.Attempt attempt)
            throws Exception {
        try {
            return new Attempts(settings, fromContainer).run(attempt);
        } catch (StaleObjectException e) {
            throw new StaleObjectApplicationException(e);
        } catch (ConflictException e) {
            throw new ConflictApplicationException(e);
        }
    }

    /** By a system exception the container says that it rolled back, unless a resource decided by itself. */
    static boolean isRollback(Exception thrown) {
        return thrown instanceof EJBException && !Attempts.isUndecided(thrown);
    }
}
