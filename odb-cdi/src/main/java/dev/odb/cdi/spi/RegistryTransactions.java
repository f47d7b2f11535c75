package dev.odb.cdi.spi;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.IntConsumer;

record RegistryTransactions(TransactionSynchronizationRegistry registry) implements Transactions {
    @Override
    public boolean active() {
        return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void afterCompletion(IntConsumer completed) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // only the end counts
            }

            @Override
            public void afterCompletion(int status) {
                completed.accept(status);
            }
        });
    }

    @Override
    public void setRollbackOnly() {
        registry.setRollbackOnly();
    }
}
