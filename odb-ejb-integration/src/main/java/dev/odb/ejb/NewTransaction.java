package dev.odb.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.concurrent.Callable;

/** Runs something in a transaction of its own; every exception rolls back. */
@ApplicationScoped
public class NewTransaction {
    /** Commits if the body returns. */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public Object call(Callable<Object> body) throws Exception {
        return body.call();
    }
}
