package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** A session bean in the form that is replayed in every container. */
@Stateless
@RetryOnConflict
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PortableEjb {

    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }

    @Asynchronous
    public Future<Object> later(Callable<?> body) throws Exception {
        return new AsyncResult<>(body.call());
    }
}
