package dev.odb.enhancer;

import java.util.Set;
import net.bytebuddy.jar.asm.Type;

/**
 * Says which fields can only hold values that nobody changes without a call: primitives, values that never change, and
 * persistent objects, each of which tells of its own changes.
 */
final class ImmutableTypes {
    private static final Set<String> OF_THE_JDK = Set.of(
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Short",
            "java/lang/Character",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double",
            "java/lang/String",
            "java/math/BigInteger",
            "java/math/BigDecimal",
            "java/net/URI",
            "java/util/Currency",
            "java/util/Locale",
            "java/util/UUID");

    private final ClassIndex index;

    ImmutableTypes(ClassIndex index) {
        this.index = index;
    }

    /** False also for what is not known. */
    boolean covers(Type type) {
        if (type.getSort() != Type.OBJECT) {
            return Names.isPrimitive(type);
        }
        String name = type.getInternalName();
        return OF_THE_JDK.contains(name)
                || name.startsWith("java/time/")
                || index.find(name)
                        .filter(found -> found.isEnum() || index.isPersistent(found))
                        .isPresent();
    }
}
