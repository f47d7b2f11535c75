package dev.odb.ejb;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Attempts;
import dev.odb.cdi.spi.Outcome;
import dev.odb.cdi.spi.Site;
import dev.odb.cdi.spi.Transactions;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.HeuristicCommitException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.Status;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Replays container-managed session beans on WildFly without a change to them: named in {@code container-interceptors} of
 * {@code jboss-ejb3.xml}, it stands outside the container's transaction. Beans without {@link RetryOnConflict} get its
 * defaults. Stateful, bean-managed and message-driven beans are passed on.
 */
public class ReplayContainerInterceptor {
    private static final String AROUND = ReplayContainerInterceptor.class.getName();
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    @RetryOnConflict
    private static final class Defaults {}

    private final ConcurrentMap<Method, Plan> plans = new ConcurrentHashMap<>();

    /** What to do for a method; settings are null if it is passed on. */
    private record Plan(RetryOnConflict settings, boolean joins) {}

    @AroundInvoke
    Object replay(InvocationContext context) throws Exception {
        Plan plan = plans.computeIfAbsent(context.getMethod(), method -> plan(context.getTarget(), method));
        context.getContextData().put(AROUND, true);
        if (plan.settings == null || plan.joins && transactions().active()) {
            return context.proceed();
        }
        return new Attempts(plan.settings, ReplayContainerInterceptor::isRollback)
                .run(outcome -> attempt(context, outcome));
    }

    /** Whether such an interceptor is around the invocation. */
    static boolean isAround(InvocationContext context) {
        return context.getContextData().containsKey(AROUND);
    }

    private static Object attempt(InvocationContext context, Outcome outcome) throws Exception {
        try {
            return outcome.proceed(context);
        } catch (Exception e) {
            if (isRollback(e)) {
                outcome.completed(Status.STATUS_ROLLEDBACK);
            }
            throw e;
        }
    }

    /** By a system exception the container says that it rolled back, unless a resource decided by itself. */
    private static boolean isRollback(Exception thrown) {
        if (!(thrown instanceof EJBException)) {
            return false;
        }
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof HeuristicMixedException
                    || t instanceof HeuristicCommitException
                    || t instanceof HeuristicRollbackException) {
                return false;
            }
        }
        return true;
    }

    private static Plan plan(Object target, Method method) {
        Site site = Site.of(target.getClass(), declared(target.getClass(), method));
        boolean passedOn = site.onComponent(MessageDriven.class).isPresent()
                || site.onComponent(Stateful.class).isPresent()
                || EjbSite.isBeanManaged(site);
        TransactionAttributeType attribute = EjbSite.attribute(site);
        boolean owns =
                attribute == TransactionAttributeType.REQUIRED || attribute == TransactionAttributeType.REQUIRES_NEW;
        RetryOnConflict settings =
                site.find(RetryOnConflict.class).orElseGet(() -> Defaults.class.getAnnotation(RetryOnConflict.class));
        return new Plan(passedOn || !owns ? null : settings, attribute == TransactionAttributeType.REQUIRED);
    }

    /** The bean's own method, since a view may show that of an interface. */
    private static Method declared(Class<?> bean, Method method) {
        for (Class<?> c = bean; c != null; c = c.getSuperclass()) {
            try {
                return c.getDeclaredMethod(method.getName(), method.getParameterTypes());
            } catch (NoSuchMethodException e) {
                continue;
            }
        }
        return method;
    }

    private static Transactions transactions() throws NamingException {
        return Transactions.of(InitialContext.doLookup(REGISTRY));
    }
}
