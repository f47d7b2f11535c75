package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.Stateless;
import java.util.concurrent.Callable;

/** A session bean to which ejb-jar.xml gives the attribute SUPPORTS, of the portable form. */
@Stateless(name = "Described")
@RetryOnConflict
public class ByDescriptorEjb {

    public Object run(Callable<?> body) throws Exception {
        return body.call();
    }
}
