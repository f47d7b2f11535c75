package dev.odb.enhancer;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Emits the four injected fields of the topmost persistent class and the methods of {@code Managed} that show them. */
final class StateMembers {
    private static final int FIELD = Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
    private static final int METHOD = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;

    private final ClassVisitor out;
    private final String owner;

    StateMembers(ClassVisitor out, String owner) {
        this.out = out;
        this.owner = owner;
    }

    void emit() {
        emit(Names.STATE, Type.BYTE_TYPE);
        emit(Names.PREFIX + "oid", Type.LONG_TYPE);
        emit(Names.PREFIX + "serial", Type.LONG_TYPE);
        emit(Names.PREFIX + "owner", Type.getObjectType(Names.OWNER));
    }

    private void emit(String name, Type type) {
        out.visitField(FIELD, name, type.getDescriptor(), null, null).visitEnd();
        MethodVisitor get = out.visitMethod(METHOD, name, "()" + type.getDescriptor(), null, null);
        get.visitCode();
        get.visitVarInsn(Opcodes.ALOAD, 0);
        get.visitFieldInsn(Opcodes.GETFIELD, owner, name, type.getDescriptor());
        get.visitInsn(type.getOpcode(Opcodes.IRETURN));
        get.visitMaxs(0, 0);
        get.visitEnd();
        MethodVisitor set = out.visitMethod(METHOD, name, "(" + type.getDescriptor() + ")V", null, null);
        set.visitCode();
        set.visitVarInsn(Opcodes.ALOAD, 0);
        set.visitVarInsn(type.getOpcode(Opcodes.ILOAD), 1);
        set.visitFieldInsn(Opcodes.PUTFIELD, owner, name, type.getDescriptor());
        set.visitInsn(Opcodes.RETURN);
        set.visitMaxs(0, 0);
        set.visitEnd();
    }
}
