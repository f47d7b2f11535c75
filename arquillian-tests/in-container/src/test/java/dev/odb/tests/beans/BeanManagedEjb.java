package dev.odb.tests.beans;

import dev.odb.cdi.RetryOnConflict;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Callable;

/** A session bean that begins and ends its transactions itself. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
@RetryOnConflict
public class BeanManagedEjb {
    @Resource
    private UserTransaction transaction;

    /** Each body in a transaction; one that fails leaves its transaction open. */
    public Object run(Callable<?>... bodies) throws Exception {
        Object last = null;
        for (Callable<?> body : bodies) {
            transaction.begin();
            last = body.call();
            transaction.commit();
        }
        return last;
    }
}
