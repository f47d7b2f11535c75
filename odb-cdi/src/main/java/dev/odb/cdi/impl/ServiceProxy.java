package dev.odb.cdi.impl;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.CurrentRoots;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What is injected for a service of a database: knows the names only, and finds the service at each call. */
final class ServiceProxy implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1;

    private final Class<?> type;
    private final String database;

    private ServiceProxy(Class<?> type, String database) {
        this.type = type;
        this.database = database;
    }

    static Object create(Class<?> type, String database) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new ServiceProxy(type, database));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        try {
            return method.invoke(service(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object service() {
        OdbConnectionFactory factory = ConnectionFactories.get(database);
        return type == OdbConnection.class ? ((CurrentRoots) factory).currentConnection() : factory.administration();
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of " + (database.isEmpty() ? "the database" : "'" + database + "'");
        };
    }
}
