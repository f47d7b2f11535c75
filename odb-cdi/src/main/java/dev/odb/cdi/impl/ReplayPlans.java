package dev.odb.cdi.impl;

import dev.odb.cdi.spi.Outcome;
import dev.odb.cdi.spi.Problems;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The plans of the methods called so far, one for each method and class of target. All threads may use it. */
@ApplicationScoped
public class ReplayPlans {
    private final ConcurrentMap<Key, ReplayPlan> plans = new ConcurrentHashMap<>();

    @Inject
    private OdbExtension extension;

    @Inject
    private BeanManager beans;

    private volatile Transactions transactions;

    Object invoke(InvocationContext context) throws Exception {
        Key key = new Key(context.getTarget().getClass(), context.getMethod());
        ReplayPlan plan = plans.get(key);
        if (plan == null) {
            plan = extension.replays().plan(key.target, key.method, new Refusal());
            plans.put(key, plan);
        }
        return plan.invoke(context, transactions());
    }

    void watch(Outcome outcome) {
        if (transactions().active()) {
            transactions().afterCompletion(outcome::completed);
        }
    }

    private Transactions transactions() {
        Transactions found = transactions;
        if (found == null) {
            found = Registry.transactions(beans);
            transactions = found;
        }
        return found;
    }

    private record Key(Class<?> target, Method method) {}

    /** A mistake that the deployment did not show, since the container did not show the component to the extension. */
    private static final class Refusal implements Problems {
        @Override
        public void error(String message) {
            throw CdiMessages.refused(message);
        }

        @Override
        public void warning(String message) {
            Replays.LOG.log(System.Logger.Level.WARNING, message);
        }
    }
}
