package dev.odb.enhancer;

import net.bytebuddy.jar.asm.Opcodes;

/** An instance field as it stands in the source. */
record FieldFacts(int access, String name, String descriptor) {
    boolean isTransient() {
        return Names.is(access, Opcodes.ACC_TRANSIENT);
    }

    boolean isPrivate() {
        return Names.is(access, Opcodes.ACC_PRIVATE);
    }

    boolean isSynthetic() {
        return Names.is(access, Opcodes.ACC_SYNTHETIC);
    }
}
