package dev.odb.cdi.impl;

import dev.odb.StaleObjectException;
import dev.odb.UnknownOutcomeException;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.cdi.spi.Problems;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.ReplayStrategy;
import dev.odb.cdi.spi.Site;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The components of a deployment that want replay, and who knows how. Filled at deployment, then only read. */
final class Replays {
    static final System.Logger LOG = System.getLogger("dev.odb.cdi");

    private final List<ReplayStrategy> strategies = new ArrayList<>();
    private final Map<Class<?>, AnnotatedType<?>> beans = new HashMap<>();
    private final Map<Class<?>, AnnotatedType<?>> candidates = new HashMap<>();

    Replays() {
        ServiceLoader.load(ReplayStrategy.class, Replays.class.getClassLoader()).forEach(strategies::add);
        strategies.add(new CdiReplayStrategy());
    }

    /** A class with the binding; whether it is a component is not known yet. */
    void candidate(AnnotatedType<?> type) {
        candidates.put(type.getJavaClass(), type);
    }

    /** A class that has become a bean. */
    void bean(AnnotatedType<?> type) {
        beans.put(type.getJavaClass(), type);
    }

    void check(Problems problems) {
        beans.values().forEach(type -> check(type, true, problems));
        candidates.keySet().removeAll(beans.keySet());
        candidates.values().forEach(type -> check(type, false, problems));
    }

    private void check(AnnotatedType<?> type, boolean bean, Problems problems) {
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (Site.isOverridden(method.getJavaMember(), type.getJavaClass())) {
                continue;
            }
            Site site = Site.of(type, method);
            if (bean && method.isAnnotationPresent(RetryOnConflict.class) && !isIntercepted(method.getJavaMember())) {
                problems.error(CdiMessages.notIntercepted(site));
            }
            if (isBusiness(method) && site.find(RetryOnConflict.class).isPresent()) {
                ReplayStrategy strategy = strategy(site);
                if (bean || !(strategy instanceof CdiReplayStrategy)) {
                    plan(strategy, site, problems);
                }
            }
        }
    }

    ReplayPlan plan(Class<?> target, Method method, Problems problems) {
        Site site = site(target, method);
        return plan(strategy(site), site, problems);
    }

    private static ReplayPlan plan(ReplayStrategy strategy, Site site, Problems problems) {
        RetryOnConflict settings = site.retry();
        if (settings.replays() < 0 || settings.timeout() <= 0) {
            problems.error(CdiMessages.badSettings(site, settings));
        }
        for (Class<? extends Throwable> type : settings.on()) {
            if (UnknownOutcomeException.class.isAssignableFrom(type)
                    || StaleObjectException.class.isAssignableFrom(type)) {
                problems.error(CdiMessages.neverReplayed(site, type));
            }
        }
        return strategy.plan(site, problems);
    }

    private ReplayStrategy strategy(Site site) {
        return strategies.stream().filter(s -> s.handles(site)).findFirst().orElseThrow();
    }

    private Site site(Class<?> target, Method method) {
        for (Class<?> c = target; c != null; c = c.getSuperclass()) {
            AnnotatedType<?> type = beans.get(c);
            if (type != null) {
                for (AnnotatedMethod<?> one : type.getMethods()) {
                    if (one.getJavaMember().equals(method)) {
                        return Site.of(type, one);
                    }
                }
            }
        }
        return Site.of(target, method);
    }

    private static boolean isBusiness(AnnotatedMethod<?> method) {
        Method java = method.getJavaMember();
        return isIntercepted(java)
                && !java.isSynthetic()
                && java.getDeclaringClass() != Object.class
                && !overridesObject(java)
                && !method.isAnnotationPresent(AroundInvoke.class)
                && !java.getDeclaringClass().isAnnotationPresent(Interceptor.class)
                && method.getAnnotations().stream()
                        .noneMatch(a -> a.annotationType().getName().startsWith("jakarta.annotation.P"));
    }

    private static boolean isIntercepted(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
    }

    private static boolean overridesObject(Method method) {
        String signature = method.getName() + method.getParameterCount();
        return List.of("toString0", "hashCode0", "equals1", "finalize0", "clone0")
                .contains(signature);
    }
}
