package dev.odb.enhancer;

import java.util.Optional;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the class whose instances stand for injected roots of a persistent class. */
final class StandInWriter {
    private static final String OBJECT_RESULT = "()Ljava/lang/Object;";
    private static final String STAND_IN = "(L" + Names.MANAGED + ";";

    private final ClassFacts type;
    private final ClassIndex index;

    StandInWriter(ClassFacts type, ClassIndex index) {
        this.type = type;
        this.index = index;
    }

    /** Why the class has no stand-in; empty if it has one. */
    static Optional<String> obstacle(ClassFacts type) {
        if (type.isAbstract()) {
            return Optional.of("it is abstract");
        }
        if (type.isFinal()) {
            return Optional.of("it is final");
        }
        if (type.sealed()) {
            return Optional.of("it is sealed");
        }
        return type.inner() ? Optional.of("it is an inner, local or anonymous class") : Optional.empty();
    }

    String className() {
        return type.className() + Names.STAND_IN_SUFFIX;
    }

    int access() {
        return type.access() & Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC;
    }

    byte[] write() {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(
                type.classFileVersion(),
                access() | Opcodes.ACC_SUPER,
                type.name() + Names.STAND_IN_SUFFIX,
                null,
                type.name(),
                new String[] {"java/io/Serializable"});
        emitConstructor(out);
        emitWriteReplace(out);
        emitToRoot(out, "equals", Names.EQUALS_DESCRIPTOR, "equal", STAND_IN + "Ljava/lang/Object;)Z");
        emitToRoot(out, "hashCode", "()I", "hash", STAND_IN + ")I");
        emitToRoot(out, "toString", "()Ljava/lang/String;", "text", STAND_IN + ")Ljava/lang/String;");
        out.visitEnd();
        return out.toByteArray();
    }

    private void emitConstructor(ClassWriter out) {
        MethodVisitor code = out.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, Names.CONSTRUCTOR, Names.GHOST_CONSTRUCTOR, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, type.name(), Names.CONSTRUCTOR, Names.GHOST_CONSTRUCTOR, false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void emitWriteReplace(ClassWriter out) {
        MethodVisitor code =
                out.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC, "writeReplace", OBJECT_RESULT, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Names.STAND_INS, "reference", STAND_IN + ")Ljava/lang/Object;", false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Has a method of {@link Object} go to the root itself, whichever class declares it there; if it is not final. */
    private void emitToRoot(ClassWriter out, String name, String descriptor, String helper, String helped) {
        if (isFinal(name, descriptor)) {
            return;
        }
        Type method = Type.getMethodType(descriptor);
        MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, name, descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        if (method.getArgumentTypes().length > 0) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.STAND_INS, helper, helped, false);
        code.visitInsn(method.getReturnType().getOpcode(Opcodes.IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private boolean isFinal(String name, String descriptor) {
        for (Optional<ClassFacts> at = Optional.of(type); at.isPresent(); at = index.superclass(at.get())) {
            if (at.get().methods().stream()
                    .anyMatch(method -> method.name().equals(name)
                            && method.descriptor().equals(descriptor)
                            && Names.is(method.access(), Opcodes.ACC_FINAL))) {
                return true;
            }
        }
        return false;
    }
}
