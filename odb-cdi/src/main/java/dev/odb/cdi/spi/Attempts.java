package dev.odb.cdi.spi;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.Replay;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Runs the attempts of an invocation so that only what was rolled back because of a conflict is replayed: a method's own
 * exception reaches the caller as it is, and nothing that was committed runs again.
 */
public final class Attempts {
    private final Replay replay;
    private final Predicate<Exception> fromContainer;

    /**
     * For one invocation.
     *
     * @param fromContainer whether an exception is one by which the container says that it rolled back, beside those of
     *     JTA
     */
    public Attempts(RetryOnConflict settings, Predicate<Exception> fromContainer) {
        this.replay = new Replay(settings.replays(), Duration.ofSeconds(settings.timeout()));
        this.fromContainer = fromContainer;
    }

    /** One attempt: a whole transaction. */
    @FunctionalInterface
    public interface Attempt {
        /** Runs it, telling the outcome what became of its transaction. */
        Object run(Outcome outcome) throws Exception;
    }

    /** Runs attempts until one is not lost. */
    public Object run(Attempt attempt) throws Exception {
        Ended ended = replay.run(() -> once(attempt));
        if (ended.failure != null) {
            throw ended.failure;
        }
        return ended.value;
    }

    private Ended once(Attempt attempt) throws Exception {
        Outcome outcome = new Outcome();
        try {
            return new Ended(attempt.run(outcome), null);
        } catch (Exception e) {
            if (outcome.rolledBack() && isConflict(e)) {
                throw e;
            }
            return new Ended(null, e);
        }
    }

    private boolean isConflict(Exception thrown) {
        boolean container = thrown instanceof RollbackException
                || thrown instanceof TransactionalException
                || fromContainer.test(thrown);
        ConflictException found = Replay.conflictIn(thrown);
        if (found == null) {
            found = container ? ConflictScope.current().conflict() : null;
        }
        return found instanceof StaleObjectException ? container : found != null;
    }

    private record Ended(Object value, Exception failure) {}
}
