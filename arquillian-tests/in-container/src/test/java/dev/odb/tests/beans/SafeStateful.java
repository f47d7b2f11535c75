package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.ejb.ReplaySafe;
import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.Dependent;
import java.util.concurrent.Callable;

/** A stateful bean that may be replayed. */
@Stateful
@Dependent
@ReplaySafe
public class SafeStateful {
    private int calls;

    @RetryOnConflict
    public Object run(Callable<?> body) throws Exception {
        calls++;
        return body.call();
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int calls() {
        return calls;
    }
}
