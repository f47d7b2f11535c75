package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLTransactionRollbackException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A CDI bean. */
@ApplicationScoped
public class CdiBean {
    @RetryOnConflict
    @Transactional(rollbackOn = Exception.class)
    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }

    @RetryOnConflict
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public Object inNew(Callable<?> body) throws Exception {
        return body.call();
    }

    @RetryOnConflict(on = SQLTransactionRollbackException.class)
    @Transactional(rollbackOn = Exception.class)
    public Object withRows(Callable<?> body) throws Exception {
        return body.call();
    }

    /** Jakarta Concurrency: the other thread begins outside of all that is here. */
    @Asynchronous
    @RetryOnConflict
    @Transactional(TxType.REQUIRES_NEW)
    public CompletableFuture<Object> later(Callable<?> body) {
        return CompletableFuture.completedFuture(call(body));
    }

    /** The same, but it completes what the caller waits for. */
    @Asynchronous
    @RetryOnConflict
    @Transactional(TxType.REQUIRES_NEW)
    public CompletableFuture<Object> completedInside(Callable<?> body) {
        return Asynchronous.Result.complete(call(body));
    }

    @RetryOnConflict
    @Transactional
    public CompletableFuture<Object> stage(Callable<CompletableFuture<Object>> body) throws Exception {
        return body.call();
    }

    private static Object call(Callable<?> body) {
        try {
            return body.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
