package dev.odb.junit.impl;

import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.ManagedDatabase;
import dev.odb.junit.CrashPoint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A database whose transactions are watched, and that does nothing any more once it has crashed. */
final class WatchedDatabase implements InvocationHandler {
    private final ManagedDatabase database;
    private final Watch watch;

    private WatchedDatabase(ManagedDatabase database, Watch watch) {
        this.database = database;
        this.watch = watch;
    }

    static ManagedDatabase of(ManagedDatabase database, Watch watch) {
        return (ManagedDatabase) Proxy.newProxyInstance(
                WatchedDatabase.class.getClassLoader(),
                new Class<?>[] {ManagedDatabase.class},
                new WatchedDatabase(database, watch));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close", "databaseId", "hashCode", "equals", "toString" -> {
                return call(method, arguments);
            }
            case "commitPrepared" -> {
                watch.crashes().reached(CrashPoint.DECIDED);
                Object nothing = call(method, arguments);
                watch.crashes().reached(CrashPoint.COMMITTED);
                return nothing;
            }
            case "begin" -> {
                watch.crashes().requireAlive();
                Branch branch = database.begin((BranchSettings) arguments[0]);
                return new WatchedBranch(branch, watch);
            }
            default -> {
                watch.crashes().requireAlive();
                return call(method, arguments);
            }
        }
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(database, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
