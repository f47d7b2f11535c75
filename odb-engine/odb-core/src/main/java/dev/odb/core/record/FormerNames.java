package dev.odb.core.record;

import dev.odb.Formerly;
import dev.odb.spi.MovedTo;
import java.util.ArrayList;
import java.util.List;

/** The names under which a class is found in records: its own and those it declares to have had. */
public final class FormerNames {
    private static final ClassValue<List<String>> NAMES = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            List<String> names = new ArrayList<>(List.of(type.getName()));
            Formerly formerly = type.getDeclaredAnnotation(Formerly.class);
            if (formerly != null) {
                names.addAll(List.of(formerly.value()));
            }
            return List.copyOf(names);
        }
    };

    private FormerNames() {}

    /** All names of a class, the present one first. */
    static List<String> of(Class<?> type) {
        return NAMES.get(type);
    }

    /**
     * The class that had that name; not initialized. Null if the loader sees none: one whose declaration was taken back,
     * though its marker is still there, does not count.
     */
    public static Class<?> find(String formerName, ClassLoader loader) {
        try {
            MovedTo moved =
                    Class.forName(formerName + MovedTo.SUFFIX, false, loader).getDeclaredAnnotation(MovedTo.class);
            if (moved == null) {
                return null;
            }
            Class<?> found = Class.forName(moved.value(), false, loader);
            return of(found).contains(formerName) ? found : null;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Whether a stored descriptor means a type, by one of its names. */
    static boolean means(String descriptor, Class<?> type) {
        if (descriptor.equals(type.descriptorString())) {
            return true;
        }
        Class<?> element = type;
        int dimensions = 0;
        while (element.isArray()) {
            element = element.getComponentType();
            dimensions++;
        }
        String prefix = "[".repeat(dimensions) + "L";
        return !element.isPrimitive()
                && of(element).stream().anyMatch(name -> descriptor.equals(prefix + name.replace('.', '/') + ";"));
    }
}
