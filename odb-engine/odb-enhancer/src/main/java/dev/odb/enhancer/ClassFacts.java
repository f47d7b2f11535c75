package dev.odb.enhancer;

import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What the enhancer needs to know of a class before it changes any.
 *
 * @param stamp the version in its {@code @Enhanced}, 0 if it has none
 * @param inner whether an instance belongs to an instance or a method of another class
 * @param local whether the class stands in a method, so that the compiler numbers it
 * @param fields the instance fields that were not injected, in class-file order
 * @param reserved members not injected by an enhancer whose names begin with the reserved prefix
 * @param formerNames the binary names that the class declares to have had
 * @param callsAccessors whether its code was rewritten before
 * @param references the fields that its code accesses; only known of classes of this build
 */
record ClassFacts(
        int classFileVersion,
        int access,
        String name,
        String superName,
        boolean annotated,
        int stamp,
        boolean inner,
        boolean local,
        boolean sealed,
        List<FieldFacts> fields,
        List<MethodFacts> methods,
        List<String> reserved,
        List<String> formerNames,
        boolean callsAccessors,
        Set<FieldReference> references) {

    boolean isInterface() {
        return Names.is(access, Opcodes.ACC_INTERFACE);
    }

    boolean isAbstract() {
        return Names.is(access, Opcodes.ACC_ABSTRACT);
    }

    boolean isFinal() {
        return Names.is(access, Opcodes.ACC_FINAL);
    }

    boolean isEnum() {
        return Names.is(access, Opcodes.ACC_ENUM);
    }

    boolean isRecord() {
        return "java/lang/Record".equals(superName);
    }

    boolean isStamped() {
        return stamp != 0;
    }

    /** The name as a user writes it. */
    String className() {
        return Names.dotted(name);
    }

    String packageName() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
