package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.Stateless;
import java.util.concurrent.Callable;

/** A session bean that is replayed once, by the container interceptor. */
@Stateless
@RetryOnConflict(replays = 1)
public class AnnotatedEjb {

    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }
}
