package dev.odb.core.record;

import dev.odb.Formerly;
import java.util.HashMap;
import java.util.Map;

/** The constants of an enum by their names, present and former; kept with the class. */
final class EnumShape {
    private static final ClassValue<EnumShape> SHAPES = new ClassValue<>() {
        @Override
        protected EnumShape computeValue(Class<?> type) {
            return new EnumShape(type);
        }
    };

    private final Map<String, Enum<?>> constants = new HashMap<>();

    private EnumShape(Class<?> type) {
        Object[] all = type.getEnumConstants();
        for (Object constant : all) {
            former(type, (Enum<?>) constant);
        }
        // a constant that has its name now comes before one that had it
        for (Object constant : all) {
            constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
        }
    }

    private void former(Class<?> type, Enum<?> constant) {
        try {
            Formerly formerly = type.getField(constant.name()).getAnnotation(Formerly.class);
            for (String name : formerly == null ? new String[0] : formerly.value()) {
                constants.put(name, constant);
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type.getName() + "." + constant.name(), e);
        }
    }

    static EnumShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The constant that has or had a name; null if there is none. */
    Enum<?> constant(String name) {
        return constants.get(name);
    }
}
