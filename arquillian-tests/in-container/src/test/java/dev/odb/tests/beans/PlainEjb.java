package dev.odb.tests.beans;

import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** A session bean that knows nothing of replay. */
@Stateless
public class PlainEjb {

    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Object inNew(Callable<?> body) throws Exception {
        return body.call();
    }

    @Asynchronous
    public Future<Object> later(Callable<?> body) throws Exception {
        return new AsyncResult<>(body.call());
    }
}
