package dev.odb.sample.administration;

import dev.odb.OdbException;
import jakarta.ejb.ApplicationException;

/** There is no such queue, or no such task is parked in it, perhaps not any more. */
@ApplicationException
public final class NoSuchTaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchTaskException(OdbException cause) {
        super(cause.getMessage(), cause);
    }
}
