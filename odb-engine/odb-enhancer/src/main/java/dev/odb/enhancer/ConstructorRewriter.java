package dev.odb.enhancer;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Rewrites a constructor of a persistent class. In the topmost class it first sets the state to unsaved, before {@code
 * super(...)}, so that an overridden method called from there finds an object that can be written. Until {@code
 * super(...)} or {@code this(...)} the compiler stores captured variables and outer instances in the object itself: no
 * method can be given it yet, so these stay field accesses.
 */
final class ConstructorRewriter extends Prologue {
    private final ClassFacts type;
    private final boolean topmost;
    private final StandInTypes standIns;

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
    boolean staysFieldAccess(int opcode, String descriptor) {
        Type fieldType = Type.getType(descriptor);
        if (opcode != Opcodes.PUTFIELD || !isUnconstructed(fieldType.getSize())) {
            return false;
        }
        Accessors.emitUnwrap(mv, fieldType, standIns);
        return true;
    }
}
