package dev.odb.tests.beans;

import jakarta.ejb.Singleton;
import java.util.concurrent.Callable;

/** A singleton that knows nothing of replay. */
@Singleton
public class SingletonEjb {

    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }
}
