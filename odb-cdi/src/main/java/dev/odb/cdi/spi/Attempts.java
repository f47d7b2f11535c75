package dev.odb.cdi.spi;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.UnknownOutcomeException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.Chain;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.Replay;
import dev.odb.spi.ApiMessages;
import jakarta.transaction.HeuristicCommitException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * Runs the attempts of an invocation so that only what was rolled back because of a conflict is replayed: a method's own
 * exception reaches the caller as it is, and nothing that was committed runs again.
 */
public final class Attempts {
    private static final List<Class<? extends Throwable>> UNDECIDED = List.of(
            UnknownOutcomeException.class,
            HeuristicMixedException.class,
            HeuristicCommitException.class,
            HeuristicRollbackException.class);

    private final Replay replay;
    private final Predicate<Exception> fromContainer;
    private final OtherConflicts others;

    /**
     * For one invocation.
     *
     * @param fromContainer whether an exception is one by which the container says that it rolled back, beside those of
     *     JTA
     */
    public Attempts(RetryOnConflict settings, Predicate<Exception> fromContainer) {
        this.replay = new Replay(settings.replays(), Duration.ofSeconds(settings.timeout()));
        this.fromContainer = fromContainer;
        this.others = new OtherConflicts(settings.on());
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
        if (ended.thrown) {
            throw ended.failure;
        }
        return ended.value;
    }

    /**
     * Whether nobody can be sure that all of the transaction was rolled back, whatever the transaction manager says of it.
     */
    public static boolean isUndecided(Throwable thrown) {
        return Chain.of(thrown).first(t -> UNDECIDED.stream().anyMatch(type -> type.isInstance(t))) != null;
    }

    private Ended once(Attempt attempt) throws Exception {
        Outcome outcome = new Outcome();
        Ended ended = ended(attempt, outcome);
        Exception lost = ended.failure == null ? null : lost(outcome, ended.failure);
        if (lost != null) {
            throw lost;
        }
        return ended;
    }

    private static Ended ended(Attempt attempt, Outcome outcome) {
        try {
            Object value = attempt.run(outcome);
            return new Ended(value, failureIn(value), false);
        } catch (Exception e) {
            return new Ended(null, e, true);
        }
    }

    /** Narayana ends the transaction of a method that gives a stage in that stage, and what became of it is in there. */
    private static Exception failureIn(Object value) {
        if (value instanceof CompletableFuture<?> stage && stage.isCompletedExceptionally()) {
            Throwable failure = stage.handle((result, thrown) -> thrown).join();
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof Exception exception ? exception : null;
        }
        return null;
    }

    /** What the loop is to be told if the attempt was lost, else null. */
    private Exception lost(Outcome outcome, Exception thrown) {
        if (isUndecided(thrown)) {
            return null;
        }
        boolean container = thrown instanceof RollbackException
                || thrown instanceof TransactionalException
                || fromContainer.test(thrown);
        ConflictException found = Replay.conflictIn(thrown);
        if (found == null && container) {
            found = ConflictScope.current().conflict();
        }
        if (!outcome.rolledBack()) {
            explain(thrown, found);
            return null;
        }
        if (found == null) {
            Throwable other = others.in(thrown);
            return other == null ? null : ApiMessages.otherConflict(other, thrown);
        }
        boolean forTheLoop = found instanceof StaleObjectException ? container : !ApiMessages.isGivenUp(found);
        return forTheLoop ? thrown : null;
    }

    /** Outside of a scope the adapter would have let its conflict be a cause, inside it has only recorded it. */
    private static void explain(Exception thrown, ConflictException recorded) {
        if (recorded != null && !Chain.of(thrown).all().contains(recorded)) {
            thrown.addSuppressed(recorded);
        }
    }

    /**
     * An attempt that was not lost.
     *
     * @param thrown whether the failure is to be thrown; else it is in the value
     */
    private record Ended(Object value, Exception failure, boolean thrown) {}
}
