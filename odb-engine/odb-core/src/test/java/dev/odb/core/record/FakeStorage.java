package dev.odb.core.record;

import dev.odb.core.storage.Storage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A storage that has a class catalog and nothing else: every other call fails. */
final class FakeStorage {
    private FakeStorage() {}

    static Storage create() {
        List<byte[]> classes = new ArrayList<>();
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "defineClass":
                            for (int i = 0; i < classes.size(); i++) {
                                if (Arrays.equals(classes.get(i), (byte[]) arguments[0])) {
                                    return i + 1;
                                }
                            }
                            classes.add((byte[]) arguments[0]);
                            return classes.size();
                        case "classDescription":
                            int id = (Integer) arguments[0];
                            return id >= 1 && id <= classes.size() ? classes.get(id - 1) : null;
                        case "readOnly":
                            return false;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
