package dev.odb.enhancer;

import java.util.Optional;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Makes {@code super.clone()} in a persistent class give an unsaved object. {@link Object#clone()} copies the fields as
 * they are: without help the zeros of a ghost, and the identity of a stored object.
 *
 * <pre>{@code
 * Hooks.cloned(((C) Hooks.loaded(this)).super.clone())
 * }</pre>
 */
final class CloneCalls extends MethodVisitor {
    private final ClassIndex index;
    private final ClassFacts type;

    CloneCalls(MethodVisitor out, ClassIndex index, ClassFacts type) {
        super(OpenedClassReader.ASM_API, out);
        this.index = index;
        this.type = type;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean copies = opcode == Opcodes.INVOKESPECIAL
                && name.equals("clone")
                && descriptor.equals(Names.CLONE_DESCRIPTOR)
                && !isOfPersistentClass(owner);
        if (copies) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Names.HOOKS, "loaded", Names.HOOK_DESCRIPTOR, false);
            super.visitTypeInsn(Opcodes.CHECKCAST, type.name());
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (copies) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Names.HOOKS, "cloned", Names.CLONED_DESCRIPTOR, false);
        }
    }

    /** Whether the method that is called is one that was rewritten itself. */
    private boolean isOfPersistentClass(String owner) {
        Optional<ClassFacts> above = index.find(owner);
        while (above.isPresent() && index.isPersistent(above.get())) {
            if (above.get().methods().stream().anyMatch(CloneCalls::isClone)) {
                return true;
            }
            above = index.superclass(above.get());
        }
        return false;
    }

    private static boolean isClone(MethodFacts method) {
        return method.name().equals("clone") && method.descriptor().equals(Names.CLONE_DESCRIPTOR);
    }
}
