package dev.odb.ra;

import dev.odb.OdbConnection;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A connection without a transaction of its own: each call goes to the calling thread's. It is a proxy, so that an operation
 * that {@link OdbConnection} gets needs no more than its guard here, if it has one.
 */
final class CurrentConnection implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1;

    private final OdbConnectionFactoryImpl factory;

    private CurrentConnection(OdbConnectionFactoryImpl factory) {
        this.factory = factory;
    }

    static OdbConnection of(OdbConnectionFactoryImpl factory) {
        return (OdbConnection) Proxy.newProxyInstance(
                OdbConnection.class.getClassLoader(),
                new Class<?>[] {OdbConnection.class},
                new CurrentConnection(factory));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        switch (name) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "toString":
                return "current connection to the database '" + factory.databaseName() + "'";
            case "close":
                return null;
            case "commit", "rollback":
                throw RaMessages.endedByServer(name);
            case "undo", "exportTo":
                factory.administrator().require(name);
                break;
            default:
                break;
        }
        try {
            return method.invoke(factory.session(null), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
