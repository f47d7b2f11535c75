package dev.odb.enhancer;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Rewrites a constructor of a persistent class. In the topmost class it first sets the state to unsaved, before {@code
 * super(...)}, so that an overridden method called from there finds an object that can be written. Until {@code
 * super(...)} or {@code this(...)} the compiler stores captured variables and outer instances in {@code this}: no method
 * can be called on it yet, so these stay field accesses.
 */
final class ConstructorRewriter extends MethodRewriter {
    private final ClassFacts type;
    private final boolean topmost;
    private final StandInTypes standIns;
    private boolean initialized;
    private int uninitializedObjects;
    private int previousOpcode;

    ConstructorRewriter(MethodVisitor out, ClassIndex index, ClassFacts type, boolean topmost) {
        super(out, index);
        this.type = type;
        this.topmost = topmost;
        this.standIns = new StandInTypes(index);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (topmost) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitInsn(Names.UNSAVED);
            mv.visitFieldInsn(Opcodes.PUTFIELD, type.name(), Names.STATE, "B");
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String operand) {
        if (opcode == Opcodes.NEW) {
            uninitializedObjects++;
        }
        previousOpcode = opcode;
        super.visitTypeInsn(opcode, operand);
    }

    @Override
    public void visitLdcInsn(Object value) {
        previousOpcode = Opcodes.LDC;
        super.visitLdcInsn(value);
    }

    @Override
    public void visitInsn(int opcode) {
        previousOpcode = opcode;
        super.visitInsn(opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        previousOpcode = opcode;
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        previousOpcode = opcode;
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (opcode == Opcodes.INVOKESPECIAL && name.equals(Names.CONSTRUCTOR)) {
            if (uninitializedObjects == 0) {
                initialized = true;
            } else {
                uninitializedObjects--;
            }
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        if (!initialized && opcode == Opcodes.PUTFIELD && owner.equals(type.name()) && !isExpression()) {
            Accessors.emitUnwrap(mv, Type.getType(descriptor), standIns);
            mv.visitFieldInsn(opcode, owner, name, descriptor);
        } else {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }
        previousOpcode = opcode;
    }

    /** An assignment among the arguments of {@code super(...)} is to another object of the class. */
    private boolean isExpression() {
        return previousOpcode == Opcodes.DUP_X1 || previousOpcode == Opcodes.DUP2_X1;
    }
}
