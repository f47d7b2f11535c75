package dev.odb.enhancer;

import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Emits the methods that move all fields between object and record, and the one that clears them. */
final class RecordMethods {
    private final ClassVisitor out;
    private final ClassFacts type;
    private final boolean topmost;

    RecordMethods(ClassVisitor out, ClassFacts type, boolean topmost) {
        this.out = out;
        this.type = type;
        this.topmost = topmost;
    }

    void emit() {
        emit(Names.WRITE, Names.WRITE_DESCRIPTOR, false, this::writeField);
        emit(Names.READ, Names.READ_DESCRIPTOR, false, this::readField);
        emit(Names.CLEAR, "()V", true, this::clearField);
    }

    private void emit(
            String name, String descriptor, boolean withTransient, BiConsumer<MethodVisitor, FieldFacts> each) {
        MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, name, descriptor, null, null);
        code.visitCode();
        if (!topmost) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            if (Type.getArgumentTypes(descriptor).length > 0) {
                code.visitVarInsn(Opcodes.ALOAD, 1);
            }
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, type.superName(), name, descriptor, false);
        }
        for (FieldFacts field : type.fields()) {
            if (withTransient || !field.isTransient()) {
                each.accept(code, field);
            }
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void writeField(MethodVisitor code, FieldFacts field) {
        Type fieldType = Type.getType(field.descriptor());
        String method = Names.stateMethod(fieldType);
        String taken = Names.isPrimitive(fieldType) ? field.descriptor() : "Ljava/lang/Object;";
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, type.name(), field.name(), field.descriptor());
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, Names.WRITER, "put" + method, "(" + taken + ")V", true);
    }

    private void readField(MethodVisitor code, FieldFacts field) {
        Type fieldType = Type.getType(field.descriptor());
        String method = Names.stateMethod(fieldType);
        boolean primitive = Names.isPrimitive(fieldType);
        String given = primitive ? field.descriptor() : "Ljava/lang/Object;";
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, Names.READER, "get" + method, "()" + given, true);
        if (!primitive) {
            Accessors.emitCast(code, fieldType);
        }
        code.visitFieldInsn(Opcodes.PUTFIELD, type.name(), field.name(), field.descriptor());
    }

    private void clearField(MethodVisitor code, FieldFacts field) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(zero(Type.getType(field.descriptor())));
        code.visitFieldInsn(Opcodes.PUTFIELD, type.name(), field.name(), field.descriptor());
    }

    private static int zero(Type fieldType) {
        return switch (fieldType.getSort()) {
            case Type.LONG -> Opcodes.LCONST_0;
            case Type.FLOAT -> Opcodes.FCONST_0;
            case Type.DOUBLE -> Opcodes.DCONST_0;
            case Type.OBJECT, Type.ARRAY -> Opcodes.ACONST_NULL;
            default -> Opcodes.ICONST_0;
        };
    }
}
