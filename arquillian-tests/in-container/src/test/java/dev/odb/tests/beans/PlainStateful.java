package dev.odb.tests.beans;

import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.Dependent;
import java.util.concurrent.Callable;

/** A stateful bean that says nothing, so it is not replayed. */
@Stateful
@Dependent
public class PlainStateful {
    private int calls;

    public Object run(Callable<?> body) throws Exception {
        calls++;
        return body.call();
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int calls() {
        return calls;
    }
}
