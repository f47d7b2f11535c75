package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;

/** An interceptor of enterprise beans, which is no CDI bean. */
public class CommentInterceptor {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        issues.get((String) context.getParameters()[0]).comment("intercepted");
        return context.proceed();
    }
}
