package dev.odb.cdi.impl;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Outcome;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Stands just inside the transaction of an attempt and reports how it ended. */
@Interceptor
@RetryOnConflict
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 201)
public class OutcomeInterceptor implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private ReplayPlans plans;

    @AroundInvoke
    Object watch(InvocationContext context) throws Exception {
        Outcome outcome = Outcome.of(context);
        if (outcome != null) {
            plans.watch(outcome);
        }
        return context.proceed();
    }
}
