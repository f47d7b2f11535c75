package dev.odb.enhancer;

import java.util.Optional;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Emits the method that runs the {@code @OnLoad} methods. One that overrides another runs in the place of that one and
 * not a second time.
 */
final class LoadedMethod {
    private final ClassVisitor out;
    private final ClassFacts type;
    private final ClassIndex index;

    LoadedMethod(ClassVisitor out, ClassFacts type, ClassIndex index) {
        this.out = out;
        this.type = type;
        this.index = index;
    }

    void emit() {
        MethodVisitor code =
                out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, Names.LOADED, "()V", null, null);
        code.visitCode();
        if (!index.isTopmost(type)) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, type.superName(), Names.LOADED, "()V", false);
        }
        type.methods().stream()
                .filter(method -> method.onLoad() && !runsForSuperclass(method))
                .forEach(method -> call(code, method));
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void call(MethodVisitor code, MethodFacts method) {
        int opcode = Names.is(method.access(), Opcodes.ACC_PRIVATE) ? Opcodes.INVOKESPECIAL : Opcodes.INVOKEVIRTUAL;
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(opcode, type.name(), method.name(), method.descriptor(), false);
        switch (Type.getReturnType(method.descriptor()).getSize()) {
            case 1 -> code.visitInsn(Opcodes.POP);
            case 2 -> code.visitInsn(Opcodes.POP2);
            default -> {
                // a void method leaves nothing
            }
        }
    }

    private boolean runsForSuperclass(MethodFacts method) {
        if (Names.is(method.access(), Opcodes.ACC_PRIVATE)) {
            return false;
        }
        Optional<ClassFacts> above = index.superclass(type);
        while (above.isPresent() && index.isPersistent(above.get())) {
            if (runsOverridden(above.get(), method)) {
                return true;
            }
            above = index.superclass(above.get());
        }
        return false;
    }

    private boolean runsOverridden(ClassFacts above, MethodFacts method) {
        return above.methods().stream()
                .anyMatch(other -> other.onLoad()
                        && other.name().equals(method.name())
                        && other.descriptor().equals(method.descriptor())
                        && isOverridable(above, other));
    }

    private boolean isOverridable(ClassFacts above, MethodFacts method) {
        return Names.is(method.access(), Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)
                || !Names.is(method.access(), Opcodes.ACC_PRIVATE)
                        && above.packageName().equals(type.packageName());
    }
}
