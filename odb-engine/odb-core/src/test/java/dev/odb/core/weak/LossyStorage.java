package dev.odb.core.weak;

import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** A storage from which objects vanish, as they do by pack. */
final class LossyStorage {
    final Set<Long> lost = new HashSet<>();

    Storage over(MemoryStorage storage) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("load") && lost.contains(arguments[0])) {
                        return null;
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
