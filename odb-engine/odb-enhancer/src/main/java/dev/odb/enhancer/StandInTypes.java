package dev.odb.enhancer;

import net.bytebuddy.jar.asm.Type;

/** Says which types can have a stand-in for a value. */
final class StandInTypes {
    private final ClassIndex index;

    StandInTypes(ClassIndex index) {
        this.index = index;
    }

    /** False for primitives, arrays, and classes that cannot be extended; a class that is not found may be. */
    boolean mayHold(Type type) {
        return type.getSort() == Type.OBJECT
                && index.find(type.getInternalName())
                        .filter(found -> found.isFinal() || found.isEnum() || found.isRecord())
                        .isEmpty();
    }
}
