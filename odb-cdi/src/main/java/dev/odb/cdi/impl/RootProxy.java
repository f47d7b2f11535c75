package dev.odb.cdi.impl;

import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.CurrentRoots;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import dev.odb.spi.StandIns;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * What is injected for a root whose type is an interface. The proxy is also a {@link Managed} in state {@link
 * ObjectState#STAND_IN}, so that it is unwrapped wherever a stand-in is.
 */
final class RootProxy implements InvocationHandler, Owner, Serializable {
    private static final long serialVersionUID = 1;

    private final Class<?> type;
    private final RootName root;
    private final InitialValue<?> initial;

    private RootProxy(Class<?> type, RootName root, InitialValue<?> initial) {
        this.type = type;
        this.root = root;
        this.initial = initial;
    }

    static Object create(Class<?> type, RootName root, InitialValue<?> initial) {
        return Proxy.newProxyInstance(
                loader(type), new Class<?>[] {type, Managed.class}, new RootProxy(type, root, initial));
    }

    /** An interface of the JDK is not in a loader that knows {@link Managed}. */
    private static ClassLoader loader(Class<?> type) {
        ClassLoader own = type.getClassLoader();
        return own == null || own == ClassLoader.getPlatformClassLoader() ? Managed.class.getClassLoader() : own;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Managed.class) {
            return mark(method);
        }
        if (method.getDeclaringClass() == Object.class) {
            return ofObject((Managed) proxy, method, arguments);
        }
        try {
            return method.invoke(current(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object ofObject(Managed proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> StandIns.equal(proxy, arguments[0]);
            case "hashCode" -> StandIns.hash(proxy);
            default -> StandIns.text(proxy);
        };
    }

    private Object mark(Method method) {
        return switch (method.getName()) {
            case "$odb_state" -> ObjectState.STAND_IN;
            case "$odb_owner" -> this;
            default -> throw new UnsupportedOperationException(method + " on a stand-in for the root " + root);
        };
    }

    private Object current() {
        return current(type, initial);
    }

    @SuppressWarnings("unchecked")
    private <T> T current(Class<T> as, InitialValue<?> first) {
        return ((CurrentRoots) ConnectionFactories.get(root.database()))
                .currentRoot(root.name(), as, (InitialValue<T>) first);
    }

    @Override
    public Managed read(Managed proxy) {
        return Hooks.read(target(proxy));
    }

    @Override
    public Managed write(Managed proxy) {
        return Hooks.write(target(proxy));
    }

    @Override
    public Managed target(Managed proxy) {
        return (Managed) current();
    }

    @Override
    public void readCurrent(Managed proxy) {
        Hooks.readCurrent(target(proxy));
    }

    @Override
    public String toString() {
        return StandIns.text(root.database(), root.name());
    }
}
