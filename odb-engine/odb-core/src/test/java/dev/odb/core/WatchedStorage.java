package dev.odb.core;

import dev.odb.core.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A storage of which some calls are watched or replaced. */
final class WatchedStorage {
    /** A call of the storage. */
    @FunctionalInterface
    interface Call {
        /** Hands it on. */
        Object proceed() throws Throwable;
    }

    /** Does something about each call. */
    @FunctionalInterface
    interface Watcher {
        /** Gives the call's result. */
        Object on(String name, Object[] arguments, Call call) throws Throwable;
    }

    private WatchedStorage() {}

    static Storage of(Storage storage, Watcher watcher) {
        return (Storage) Proxy.newProxyInstance(
                WatchedStorage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (self, method, arguments) ->
                        watcher.on(method.getName(), arguments, () -> call(storage, method, arguments)));
    }

    private static Object call(Storage storage, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(storage, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
