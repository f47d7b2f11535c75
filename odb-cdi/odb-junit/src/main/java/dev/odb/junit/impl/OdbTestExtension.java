package dev.odb.junit.impl;

import java.util.List;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link dev.odb.junit.OdbTest} adds to JUnit: a {@link Deployment} for as long as a test instance lives. */
public final class OdbTestExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OdbTestExtension.class);

    /** Called by JUnit. */
    public OdbTestExtension() {}

    /**
     * A deployment and the context that it belongs to, whose descendants find it in their store.
     *
     * @param owner its unique id
     */
    private record Owned(Deployment deployment, String owner) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getTestInstanceLifecycle().orElse(null) == Lifecycle.PER_CLASS) {
            prepare(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        prepare(context).beforeTest();
    }

    /** Starts what is not there yet, and injects the test instances that are new. */
    private static Deployment prepare(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Owned found = store.get(Owned.class, Owned.class);
        if (found == null) {
            found = new Owned(Deployment.start(Settings.of(context.getRequiredTestClass())), context.getUniqueId());
            store.put(Owned.class, found);
        }
        List<Object> instances = context.getRequiredTestInstances().getAllInstances();
        instances.forEach(found.deployment.injection()::into);
        return found.deployment;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Owned found = context.getStore(NAMESPACE).get(Owned.class, Owned.class);
        if (found == null) {
            return; // it did not start
        }
        try {
            found.deployment.afterTest(name(context));
        } finally {
            stopIfOwner(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stopIfOwner(context);
    }

    private static void stopIfOwner(ExtensionContext context) {
        Owned found = context.getStore(NAMESPACE).get(Owned.class, Owned.class);
        if (found != null && found.owner.equals(context.getUniqueId())) {
            context.getStore(NAMESPACE).remove(Owned.class);
            found.deployment.stop();
        }
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + "()";
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Owned found = context.getStore(NAMESPACE).get(Owned.class, Owned.class);
        return found != null && found.deployment.injection().isBean(parameter.getParameter());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .get(Owned.class, Owned.class)
                .deployment
                .injection()
                .bean(parameter.getParameter());
    }
}
