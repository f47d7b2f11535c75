package dev.odb.cdi.spi;

import jakarta.interceptor.InvocationContext;

/** What the interceptor does at each call of one method. All threads may use it. */
@FunctionalInterface
public interface ReplayPlan {
    /** Takes the caller's transaction as it is. */
    ReplayPlan JOIN = (context, transactions) -> context.proceed();

    /** Invokes the method, once or more often. */
    Object invoke(InvocationContext context, Transactions transactions) throws Exception;
}
