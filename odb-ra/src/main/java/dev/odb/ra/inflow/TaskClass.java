package dev.odb.ra.inflow;

import dev.odb.inflow.OdbTaskListener;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** Which tasks a listener takes, as its class declares it. */
final class TaskClass {
    private TaskClass() {}

    /** The {@code T} of {@link OdbTaskListener}; Object if the class leaves it open. */
    static Class<?> of(Class<?> listener) {
        Type found = argument(listener, Map.of());
        if (found instanceof ParameterizedType generic) {
            found = generic.getRawType();
        }
        return found instanceof Class<?> type ? type : Object.class;
    }

    /** What stands for it in a class or interface, null if that is no listener. */
    private static Type argument(Type at, Map<TypeVariable<?>, Type> known) {
        if (at instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] given = generic.getActualTypeArguments();
            if (raw == OdbTaskListener.class) {
                return known.getOrDefault(given[0], given[0]);
            }
            Map<TypeVariable<?>, Type> here = new HashMap<>();
            for (int i = 0; i < given.length; i++) {
                here.put(raw.getTypeParameters()[i], known.getOrDefault(given[i], given[i]));
            }
            return above(raw, here);
        }
        return at instanceof Class<?> raw ? above(raw, Map.of()) : null;
    }

    private static Type above(Class<?> type, Map<TypeVariable<?>, Type> known) {
        for (Type face : type.getGenericInterfaces()) {
            Type found = argument(face, known);
            if (found != null) {
                return found;
            }
        }
        return argument(type.getGenericSuperclass(), known);
    }
}
