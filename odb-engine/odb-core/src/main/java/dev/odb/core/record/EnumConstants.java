package dev.odb.core.record;

import dev.odb.Formerly;
import java.util.HashMap;
import java.util.Map;

/**
 * The constants of enums by their names, present and former. Kept with the enum in a class of the JDK: an enum may outlive
 * this library, and would keep its loader alive by any other.
 */
final class EnumConstants {
    private static final ClassValue<Map<String, Enum<?>>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Map<String, Enum<?>> computeValue(Class<?> type) {
            return byName(type);
        }
    };

    private EnumConstants() {}

    private static Map<String, Enum<?>> byName(Class<?> type) {
        Map<String, Enum<?>> constants = new HashMap<>();
        Object[] all = type.getEnumConstants();
        for (Object constant : all) {
            former(type, (Enum<?>) constant, constants);
        }
        // a constant that has its name now comes before one that had it
        for (Object constant : all) {
            constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
        }
        return constants;
    }

    private static void former(Class<?> type, Enum<?> constant, Map<String, Enum<?>> constants) {
        try {
            Formerly formerly = type.getField(constant.name()).getAnnotation(Formerly.class);
            for (String name : formerly == null ? new String[0] : formerly.value()) {
                constants.put(name, constant);
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type.getName() + "." + constant.name(), e);
        }
    }

    /** The constant that has or had a name; null if there is none. */
    static Enum<?> find(Class<?> type, String name) {
        return CONSTANTS.get(type).get(name);
    }
}
