package dev.odb.replay;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.UnknownOutcomeException;
import dev.odb.spi.ApiMessages;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The loop that runs a transaction again after a conflict. It knows no container: an attempt begins, runs and ends a
 * whole transaction.
 *
 * @param replays how often a lost attempt is followed by another
 * @param timeout bounds all attempts and the waiting between them
 */
public record Replay(int replays, Duration timeout) {
    private static final Logger LOG = System.getLogger(Replay.class.getName());

    /**
     * One whole transaction.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Attempt<T> {
        /** Begins a transaction, does the work, commits; or rolls back and throws. */
        T run() throws Exception;
    }

    /**
     * Runs attempts until one succeeds or fails with something else than a conflict.
     *
     * @throws ConflictException after the last replay, with each attempt's conflict suppressed in it
     * @throws StaleObjectException as the attempt met it, without a replay
     * @throws Exception what else an attempt threw
     */
    public <T> T run(Attempt<T> work) throws Exception {
        long end = System.nanoTime() + timeout.toNanos();
        List<ConflictException> lost = new ArrayList<>();
        try (ConflictScope scope = ConflictScope.open()) {
            scope.replayed(replays > 0);
            for (int attempt = 1; ; attempt++) {
                try {
                    if (attempt > 1) {
                        scope.begin(attempt, attempt > replays, remaining(end));
                    }
                    return work.run();
                } catch (Exception e) {
                    ConflictException conflict = conflict(scope, e);
                    if (conflict == null || ApiMessages.isGivenUp(conflict)) {
                        throw e;
                    }
                    if (conflict instanceof StaleObjectException) {
                        throw conflict == e ? e : withCause(conflict, e);
                    }
                    lost.add(conflict);
                    if (attempt > replays) {
                        throw replays == 0
                                ? conflict
                                : exhausted(scope, ApiMessages.replaysExhausted(attempt, conflict), lost);
                    }
                    if (System.nanoTime() - end >= 0) {
                        throw exhausted(scope, ApiMessages.replayTimeout(timeout, attempt, conflict), lost);
                    }
                }
            }
        }
    }

    /**
     * The conflict in an exception's causes and suppressed exceptions, or null; a {@link StaleObjectException} if there is
     * one, null if the outcome is unknown.
     */
    public static ConflictException conflictIn(Throwable thrown) {
        Chain chain = Chain.of(thrown);
        if (chain.first(UnknownOutcomeException.class) != null) {
            return null;
        }
        ConflictException stale = chain.first(StaleObjectException.class);
        return stale == null ? chain.first(ConflictException.class) : stale;
    }

    private static ConflictException conflict(ConflictScope scope, Exception thrown) {
        ConflictException found = conflictIn(thrown);
        if (found != null || Chain.of(thrown).first(UnknownOutcomeException.class) != null) {
            return found;
        }
        return scope.conflict();
    }

    private static Duration remaining(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private static ConflictException exhausted(
            ConflictScope scope, ConflictException last, List<ConflictException> lost) {
        lost.forEach(last::addSuppressed);
        scope.exhausted();
        LOG.log(Level.WARNING, last.getMessage());
        return last;
    }

    private static ConflictException withCause(ConflictException conflict, Exception thrown) {
        conflict.addSuppressed(thrown);
        return conflict;
    }
}
