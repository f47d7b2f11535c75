package dev.odb.ejb;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Outcome;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.Transactions;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.InvocationContext;

/** A session bean with SUPPORTS: called without a transaction, it runs in transactions that we begin and end. */
record PortableReplay(RetryOnConflict settings, ApplicationExceptions exceptions) implements ReplayPlan {
    @Override
    public Object invoke(InvocationContext context, Transactions transactions) throws Exception {
        if (transactions.active()) {
            return context.proceed();
        }
        NewTransaction runner = CDI.current().select(NewTransaction.class).get();
        return EjbAttempts.run(settings, outcome -> attempt(context, transactions, runner, outcome));
    }

    private Object attempt(InvocationContext context, Transactions transactions, NewTransaction runner, Outcome outcome)
            throws Exception {
        Result result = (Result) runner.call(() -> {
            transactions.afterCompletion(outcome::completed);
            return proceed(context);
        });
        if (result.failure != null) {
            throw result.failure;
        }
        return result.value;
    }

    private Result proceed(InvocationContext context) throws Exception {
        try {
            return new Result(context.proceed(), null);
        } catch (Exception e) {
            if (exceptions.rollsBack(e)) {
                throw e;
            }
            return new Result(null, e);
        }
    }

    /** Of an attempt that commits. */
    private record Result(Object value, Exception failure) {}
}
