package dev.odb.enhancer;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Emits the constructor that makes a ghost without running code of the application, and the method that calls it. The
 * constructor ends at the first superclass that is not persistent, which has no fields.
 */
final class GhostMembers {
    private static final int ACCESS = Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC;

    private final ClassVisitor out;
    private final ClassFacts type;
    private final boolean persistentSuperclass;

    GhostMembers(ClassVisitor out, ClassFacts type, boolean persistentSuperclass) {
        this.out = out;
        this.type = type;
        this.persistentSuperclass = persistentSuperclass;
    }

    void emit() {
        emitConstructor();
        if (!type.isAbstract()) {
            emitFactory();
        }
    }

    private void emitConstructor() {
        MethodVisitor code = out.visitMethod(ACCESS, Names.CONSTRUCTOR, Names.GHOST_CONSTRUCTOR, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        if (persistentSuperclass) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
        }
        String descriptor = persistentSuperclass ? Names.GHOST_CONSTRUCTOR : "()V";
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, type.superName(), Names.CONSTRUCTOR, descriptor, false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void emitFactory() {
        MethodVisitor code = out.visitMethod(ACCESS, Names.GHOST, Names.GHOST_DESCRIPTOR, null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, type.name());
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, type.name(), Names.CONSTRUCTOR, Names.GHOST_CONSTRUCTOR, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
