package dev.odb.enhancer;

import java.util.Optional;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Replaces each access to a field of a persistent class by a call of its accessor, which takes from the stack and leaves
 * there the same, so frames stay as they are. The call names the owner that the field access named: the declaring class
 * itself need not be accessible here, static methods are found in superclasses as fields are.
 */
class MethodRewriter extends MethodVisitor {
    private final ClassIndex index;

    MethodRewriter(MethodVisitor out, ClassIndex index) {
        super(OpenedClassReader.ASM_API, out);
        this.index = index;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        Optional<ClassFacts> declarer = opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD
                ? index.persistentDeclarer(new FieldReference(owner, name, descriptor))
                : Optional.empty();
        if (declarer.isEmpty()) {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        } else if (opcode == Opcodes.GETFIELD) {
            String accessor = Names.getterDescriptor(declarer.get().name(), descriptor);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, Names.GETTER + name, accessor, false);
        } else {
            String accessor = Names.setterDescriptor(declarer.get().name(), descriptor);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, Names.SETTER + name, accessor, false);
        }
    }
}
