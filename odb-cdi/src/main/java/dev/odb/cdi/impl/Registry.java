package dev.odb.cdi.impl;

import dev.odb.cdi.spi.Transactions;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the {@link TransactionSynchronizationRegistry}: a bean of that type if there is one, else the one of Jakarta EE. */
final class Registry {
    private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private Registry() {}

    static Transactions transactions(BeanManager beans) {
        Instance<TransactionSynchronizationRegistry> bean =
                beans.createInstance().select(TransactionSynchronizationRegistry.class);
        if (bean.isResolvable()) {
            return Transactions.of(bean.get());
        }
        try {
            return Transactions.of(InitialContext.doLookup(NAME));
        } catch (NamingException e) {
            throw CdiMessages.noTransactionRegistry(NAME, e);
        }
    }
}
