package dev.odb.enhancer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Follows the operand stack of a constructor up to its {@code super(...)} or {@code this(...)}, to tell which slots hold
 * the object that is not constructed yet. All the virtual machine lets happen to it there is to be duplicated, kept in a
 * variable, stored into and passed to the other constructor, so it is enough to know how many slots every other
 * instruction adds.
 */
abstract class Prologue extends MethodRewriter {
    private final Map<Label, List<Boolean>> expected = new HashMap<>();
    private List<Boolean> stack = new ArrayList<>();
    private final BitSet unconstructed = new BitSet();
    private boolean over;

    Prologue(MethodVisitor out, ClassIndex index) {
        super(out, index);
        unconstructed.set(0);
    }

    /** Whether the object under the topmost slots is the one under construction, before the other constructor ran. */
    boolean isUnconstructed(int slotsAbove) {
        return !over && stack.get(stack.size() - 1 - slotsAbove);
    }

    /** Whether the other constructor has been called. */
    boolean isOver() {
        return over;
    }

    private void change(int slots) {
        for (int n = slots; n > 0; n--) {
            stack.add(false);
        }
        for (int n = slots; n < 0; n++) {
            stack.remove(stack.size() - 1);
        }
    }

    private void duplicate(int slots, int slotsUnder) {
        int top = stack.size();
        stack.addAll(top - slots - slotsUnder, List.copyOf(stack.subList(top - slots, top)));
    }

    private void jump(Label target) {
        expected.putIfAbsent(target, new ArrayList<>(stack));
    }

    @Override
    public void visitLabel(Label label) {
        stack = expected.getOrDefault(label, stack);
        super.visitLabel(label);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        expected.put(handler, new ArrayList<>(List.of(false)));
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitInsn(int opcode) {
        if (!over) {
            switch (opcode) {
                case Opcodes.DUP -> duplicate(1, 0);
                case Opcodes.DUP_X1 -> duplicate(1, 1);
                case Opcodes.DUP_X2 -> duplicate(1, 2);
                case Opcodes.DUP2 -> duplicate(2, 0);
                case Opcodes.DUP2_X1 -> duplicate(2, 1);
                case Opcodes.DUP2_X2 -> duplicate(2, 2);
                case Opcodes.SWAP -> stack.add(stack.remove(stack.size() - 2));
                default -> change(StackEffect.of(opcode));
            }
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (!over && opcode != Opcodes.NEWARRAY) {
            change(1);
        }
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        if (!over) {
            if (opcode == Opcodes.ASTORE) {
                unconstructed.set(variable, isUnconstructed(0));
            }
            change(StackEffect.ofVariable(opcode));
            if (opcode == Opcodes.ALOAD) {
                stack.set(stack.size() - 1, unconstructed.get(variable));
            }
        }
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (!over && opcode == Opcodes.NEW) {
            change(1);
        }
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        if (!over) {
            change(StackEffect.ofField(opcode, descriptor));
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (!over) {
            int arguments = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
            over = name.equals(Names.CONSTRUCTOR) && isUnconstructed(arguments);
            change(StackEffect.ofCall(descriptor) - (opcode == Opcodes.INVOKESTATIC ? 0 : 1));
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        if (!over) {
            change(StackEffect.ofCall(descriptor));
        }
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (!over) {
            change(StackEffect.ofJump(opcode));
            jump(label);
        }
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        if (!over) {
            change(StackEffect.ofConstant(value));
        }
        super.visitLdcInsn(value);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        branch(otherwise, labels);
        super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        branch(otherwise, labels);
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    private void branch(Label otherwise, Label... labels) {
        if (!over) {
            change(-1);
            jump(otherwise);
            for (Label label : labels) {
                jump(label);
            }
        }
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        if (!over) {
            change(1 - dimensions);
        }
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }
}
