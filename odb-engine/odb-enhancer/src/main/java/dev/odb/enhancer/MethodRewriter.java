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

    /** Whether an access must be left as it is, because its object cannot be given to a method yet. */
    boolean staysFieldAccess(int opcode, String descriptor) {
        return false;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        Optional<ClassFacts> declarer = opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD
                ? index.persistentDeclarer(new FieldReference(owner, name, descriptor))
                : Optional.empty();
        if (declarer.isEmpty() || staysFieldAccess(opcode, descriptor)) {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        } else {
            boolean get = opcode == Opcodes.GETFIELD;
            String declaring = declarer.get().name();
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    owner,
                    (get ? Names.GETTER : Names.SETTER) + name,
                    get ? Names.getterDescriptor(declaring, descriptor) : Names.setterDescriptor(declaring, descriptor),
                    false);
        }
    }
}
