package dev.odb.ejb;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Outcome;
import dev.odb.cdi.spi.Site;
import dev.odb.cdi.spi.Transactions;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Replays container-managed session beans on WildFly without a change to them: named in {@code container-interceptors} of
 * {@code jboss-ejb3.xml}, it stands outside the container's transaction. Beans without {@link RetryOnConflict} get its
 * defaults. Bean-managed and message-driven beans, stateful ones that are not {@link ReplaySafe} and annotated, and methods
 * that never own a transaction, are passed on.
 */
public class ReplayContainerInterceptor {
    private static final String AROUND = ReplayContainerInterceptor.class.getName();
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private static final Plan PASS_ON = new Plan(null, true);

    @RetryOnConflict
    private static final class Defaults {}

    private final ConcurrentMap<Method, Plan> plans = new ConcurrentHashMap<>();

    /** What to do for a method; settings are null if it is passed on. */
    private record Plan(RetryOnConflict settings, boolean joins) {}

    @AroundInvoke
    Object replay(InvocationContext context) throws Exception {
        Plan plan = plans.computeIfAbsent(context.getMethod(), ReplayContainerInterceptor::plan);
        if (plan.settings == null) {
            return context.proceed();
        }
        context.getContextData().put(AROUND, true);
        if (plan.joins && transactions().active()) {
            return context.proceed();
        }
        return EjbAttempts.run(plan.settings, outcome -> attempt(context, outcome));
    }

    /** Whether such an interceptor is around the invocation. */
    static boolean isAround(InvocationContext context) {
        return context.getContextData().containsKey(AROUND);
    }

    private static Object attempt(InvocationContext context, Outcome outcome) throws Exception {
        try {
            return outcome.proceed(context);
        } catch (Exception e) {
            if (EjbAttempts.isRollback(e) || ApplicationExceptions.rollsBackByRule(e)) {
                outcome.completed(Status.STATUS_ROLLEDBACK);
            }
            throw e;
        }
    }

    /** If several beans may be meant, only what goes for all of them. */
    private static Plan plan(Method method) {
        List<Plan> plans = SessionBeans.current().sites(method).stream()
                .map(ReplayContainerInterceptor::plan)
                .distinct()
                .toList();
        return plans.size() == 1 ? plans.get(0) : PASS_ON;
    }

    private static Plan plan(Site site) {
        Optional<RetryOnConflict> declared = site.find(RetryOnConflict.class);
        boolean passedOn = EjbSite.isMessageDriven(site)
                || EjbSite.isBeanManaged(site)
                || EjbSite.isStateful(site)
                        && (declared.isEmpty()
                                || site.onComponent(ReplaySafe.class).isEmpty());
        if (passedOn) {
            return PASS_ON;
        }
        RetryOnConflict settings = declared.orElseGet(() -> Defaults.class.getAnnotation(RetryOnConflict.class));
        return switch (EjbSite.attribute(site)) {
            case REQUIRED -> new Plan(settings, true);
            case REQUIRES_NEW -> new Plan(settings, false);
            case SUPPORTS, MANDATORY, NOT_SUPPORTED, NEVER -> PASS_ON;
        };
    }

    private static Transactions transactions() throws NamingException {
        return Transactions.of(InitialContext.doLookup(REGISTRY));
    }
}
