package dev.odb.cdi.impl;

import dev.odb.cdi.RetryOnConflict;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Stands outside the interceptor of {@code @Transactional}, whose priority is PLATFORM_BEFORE + 200. */
@Interceptor
@RetryOnConflict
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class RetryOnConflictInterceptor implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private ReplayPlans plans;

    @AroundInvoke
    Object replay(InvocationContext context) throws Exception {
        return plans.invoke(context);
    }
}
