package dev.odb.enhancer;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Emits the static accessors that stand for the field accesses of a persistent class. They keep the field's visibility,
 * since they are called from where the field was accessed.
 *
 * <pre>{@code
 * static T $odb_get_f(C self) {
 *     if (self.$odb_state() <= GHOST) self = (C) Hooks.read(self);
 *     return self.f;
 * }
 * static T $odb_get_f(C self) {                                       // if T can be an array or hold one
 *     if (self.$odb_state() <= UNREAD) self = (C) Hooks.readValue(self);
 *     return self.f;
 * }
 * static void $odb_set_f(C self, T value) {
 *     if (self.$odb_state() < UNSAVED) self = (C) Hooks.write(self);   // transient field: as for reading
 *     self.f = (T) Hooks.value(value);                                // if T can be a stand-in
 * }
 * }</pre>
 */
final class Accessors {
    private static final int VISIBILITY = Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED | Opcodes.ACC_PUBLIC;

    private final ClassVisitor out;
    private final ClassFacts type;
    private final boolean topmost;
    private final StandInTypes standIns;
    private final ImmutableTypes immutable;

    Accessors(ClassVisitor out, ClassFacts type, boolean topmost, ClassIndex index) {
        this.out = out;
        this.type = type;
        this.topmost = topmost;
        this.standIns = new StandInTypes(index);
        this.immutable = new ImmutableTypes(index);
    }

    void emit(FieldFacts field) {
        emitGetter(field);
        emitSetter(field);
    }

    private void emitGetter(FieldFacts field) {
        MethodVisitor code = begin(field, Names.GETTER, Names.getterDescriptor(type.name(), field.descriptor()));
        boolean plain = field.isTransient() || immutable.covers(Type.getType(field.descriptor()));
        emitCheck(code, plain ? Access.READ : Access.READ_VALUE);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, type.name(), field.name(), field.descriptor());
        code.visitInsn(Type.getType(field.descriptor()).getOpcode(Opcodes.IRETURN));
        end(code);
    }

    private void emitSetter(FieldFacts field) {
        MethodVisitor code = begin(field, Names.SETTER, Names.setterDescriptor(type.name(), field.descriptor()));
        emitCheck(code, field.isTransient() ? Access.READ : Access.WRITE);
        Type fieldType = Type.getType(field.descriptor());
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(fieldType.getOpcode(Opcodes.ILOAD), 1);
        emitUnwrap(code, fieldType, standIns);
        code.visitFieldInsn(Opcodes.PUTFIELD, type.name(), field.name(), field.descriptor());
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private MethodVisitor begin(FieldFacts field, String prefix, String descriptor) {
        int access = field.access() & VISIBILITY | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodVisitor code = out.visitMethod(access, prefix + field.name(), descriptor, null, null);
        code.visitCode();
        return code;
    }

    /** What an accessor does, with the method of {@code Hooks} that helps. */
    private enum Access {
        READ("read"),
        READ_VALUE("readValue"),
        WRITE("write");

        private final String hook;

        Access(String hook) {
            this.hook = hook;
        }
    }

    private void emitCheck(MethodVisitor code, Access access) {
        Label ready = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        emitState(code);
        switch (access) {
            case READ -> code.visitJumpInsn(Opcodes.IFGT, ready);
            case READ_VALUE -> {
                code.visitInsn(Names.UNREAD);
                code.visitJumpInsn(Opcodes.IF_ICMPGT, ready);
            }
            case WRITE -> {
                code.visitInsn(Names.UNSAVED);
                code.visitJumpInsn(Opcodes.IF_ICMPGE, ready);
            }
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.HOOKS, access.hook, Names.HOOK_DESCRIPTOR, false);
        code.visitTypeInsn(Opcodes.CHECKCAST, type.name());
        code.visitVarInsn(Opcodes.ASTORE, 0);
        code.visitLabel(ready);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    /** The state field is private to the topmost class; below it the final accessor is called, which is inlined. */
    private void emitState(MethodVisitor code) {
        if (topmost) {
            code.visitFieldInsn(Opcodes.GETFIELD, type.name(), Names.STATE, "B");
        } else {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type.name(), Names.STATE, "()B", false);
        }
    }

    /** Puts the object itself in the place of a stand-in on top of the stack. */
    static void emitUnwrap(MethodVisitor code, Type type, StandInTypes standIns) {
        if (standIns.mayHold(type)) {
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, Names.HOOKS, "value", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
            emitCast(code, type);
        }
    }

    static void emitCast(MethodVisitor code, Type type) {
        if (!type.getInternalName().equals(Names.OBJECT)) {
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
