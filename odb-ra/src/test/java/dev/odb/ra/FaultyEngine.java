package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Branch;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The real engine, of which single calls fail on demand as if the storage under it had failed. */
final class FaultyEngine implements Function<OdbConfiguration, ManagedDatabase> {
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

    /** From now on each call of that name throws this: prepare, commit, commitPrepared, or of a connection roots. */
    void fail(String call, RuntimeException with) {
        failures.put(call, with);
    }

    void heal() {
        failures.clear();
    }

    @Override
    public ManagedDatabase apply(OdbConfiguration configuration) {
        return around(ManagedDatabase.class, Engine.open(configuration));
    }

    private <T> T around(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> call(target, method, given)));
    }

    private Object call(Object target, Method method, Object[] given) throws Throwable {
        RuntimeException planned = failures.get(method.getName());
        if (planned != null) {
            if (target instanceof Branch branch) {
                branch.rollback();
            }
            throw planned;
        }
        try {
            Object result = method.invoke(target, given);
            if (result instanceof Branch branch) {
                return around(Branch.class, branch);
            }
            return result instanceof OdbConnection connection ? around(OdbConnection.class, connection) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
