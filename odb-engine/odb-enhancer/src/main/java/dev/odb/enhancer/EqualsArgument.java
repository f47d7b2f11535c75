package dev.odb.enhancer;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/** Makes {@code equals} of a persistent class compare with the root itself where it is given a stand-in. */
final class EqualsArgument extends MethodVisitor {
    EqualsArgument(MethodVisitor out) {
        super(OpenedClassReader.ASM_API, out);
    }

    static boolean isEquals(int access, String name, String descriptor) {
        return name.equals("equals")
                && descriptor.equals(Names.EQUALS_DESCRIPTOR)
                && !Names.is(access, Opcodes.ACC_STATIC);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitVarInsn(Opcodes.ALOAD, 1);
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, Names.HOOKS, "value", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
        super.visitVarInsn(Opcodes.ASTORE, 1);
    }
}
