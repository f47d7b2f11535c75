package dev.odb.tests.tolerance;

import dev.odb.ConflictException;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.replay.ConflictScope;
import dev.odb.tests.model.Issues;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** A bean with annotations of both. */
@ApplicationScoped
public class Tolerant {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Object> transactions = new CopyOnWriteArrayList<>();

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Resource
    private TransactionSynchronizationRegistry registry;

    @RetryOnConflict
    @Retry(maxRetries = 1, delay = 0, jitter = 0)
    @Transactional
    public Object retried(Callable<?> body) throws Exception {
        return call(body);
    }

    @RetryOnConflict
    @Retry(maxRetries = 1, delay = 0, jitter = 0, abortOn = ConflictException.class)
    @Transactional
    public Object retriedButForConflicts(Callable<?> body) throws Exception {
        return call(body);
    }

    @RetryOnConflict
    @Timeout(2_000)
    @Transactional
    public Object timed(Callable<?> body) throws Exception {
        return call(body);
    }

    @RetryOnConflict
    @Fallback(fallbackMethod = "instead")
    @Transactional
    public Object withFallback(Callable<?> body) throws Exception {
        return call(body);
    }

    @RetryOnConflict
    @Bulkhead(1)
    @Transactional
    public Object alone(Callable<?> body) throws Exception {
        return call(body);
    }

    @RetryOnConflict
    @Asynchronous
    @Transactional
    public CompletionStage<Object> later(Callable<?> body) throws Exception {
        return CompletableFuture.completedFuture(call(body));
    }

    private Object instead(Callable<?> body) {
        note("fallback");
        return "fallback";
    }

    private Object call(Callable<?> body) throws Exception {
        note("work");
        return body.call();
    }

    /** With the number of the attempt; outside of all attempts it is 0. */
    private void note(String what) {
        ConflictScope scope = ConflictScope.current();
        log.add(what + " " + (scope == null ? 0 : scope.attempt()));
        transactions.add(String.valueOf(registry.getTransactionKey()));
    }

    Issues issues() {
        return issues;
    }

    void forget() {
        log.clear();
        transactions.clear();
    }

    List<String> log() {
        return log;
    }

    List<Object> transactions() {
        return transactions;
    }
}
