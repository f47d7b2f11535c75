package dev.odb.enhancer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Takes down what a constructor does after {@code super(...)}. Needs frames that are expanded. */
final class ConstructorReader extends Prologue {
    private final ClassFacts type;
    private final String descriptor;
    private final List<Step> steps = new ArrayList<>();
    private final List<Label> guarded = new ArrayList<>();
    private final List<Label> handlers = new ArrayList<>();
    private boolean delegates;
    private int firstLine;
    private int line;
    private boolean lineBegins;

    ConstructorReader(ClassIndex index, ClassFacts type, String descriptor) {
        super(null, index);
        this.type = type;
        this.descriptor = descriptor;
    }

    /** Whether it calls another constructor of the class, and so has no initializers in it. */
    boolean delegates() {
        return delegates;
    }

    /** The first line of the constructor, 0 if there are no line numbers. */
    int firstLine() {
        return firstLine;
    }

    boolean hasParameters() {
        return Type.getArgumentTypes(descriptor).length > 0;
    }

    /** The steps after the other constructor, cut where the operand stack is empty. */
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        Map<Label, Integer> depths = new HashMap<>();
        handlers.forEach(handler -> depths.put(handler, 1));
        List<Step> current = new ArrayList<>();
        List<Label> entered = new ArrayList<>();
        int depth = 0;
        for (Step step : steps) {
            if (step.label() != null) {
                depth = depths.getOrDefault(step.label(), depth);
            }
            if (current.isEmpty() && !step.isInstruction()) {
                if (step.label() != null) {
                    entered.add(step.label());
                }
                continue;
            }
            current.add(step);
            depth += step.effect();
            for (Label target : step.targets()) {
                depths.putIfAbsent(target, depth);
            }
            if (step.isInstruction() && (depth == 0 || step.opcode() == Opcodes.ATHROW)) {
                statements.add(new Statement(List.copyOf(current), List.copyOf(entered)));
                current.clear();
                entered.clear();
                depth = 0;
            }
        }
        return statements;
    }

    /** Where {@code try} blocks begin and where their handlers are. */
    List<Label> guarded() {
        return guarded;
    }

    private void add(
            int opcode,
            int effect,
            List<Label> targets,
            int loads,
            int stores,
            String puts,
            Consumer<MethodVisitor> code) {
        steps.add(new Step(opcode, effect, line, lineBegins, null, targets, loads, stores, puts, code));
        lineBegins = false;
    }

    private void add(int opcode, int effect, Consumer<MethodVisitor> code) {
        add(opcode, effect, List.of(), Step.NONE, Step.NONE, null, code);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        firstLine = firstLine == 0 ? number : firstLine;
        line = number;
        lineBegins = isOver();
    }

    @Override
    public void visitLabel(Label label) {
        super.visitLabel(label);
        if (isOver()) {
            steps.add(new Step(
                    Step.NONE,
                    0,
                    line,
                    false,
                    label,
                    List.of(),
                    Step.NONE,
                    Step.NONE,
                    null,
                    mv -> mv.visitLabel(label)));
        }
    }

    @Override
    public void visitFrame(int kind, int localCount, Object[] locals, int stackCount, Object[] stack) {
        if (isOver()) {
            Object[] own = locals(localCount, locals);
            Object[] kept = Arrays.copyOf(stack, stackCount);
            steps.add(new Step(
                    Step.NONE,
                    0,
                    line,
                    false,
                    null,
                    List.of(),
                    Step.NONE,
                    Step.NONE,
                    null,
                    mv -> mv.visitFrame(Opcodes.F_NEW, own.length, own, kept.length, kept)));
        }
    }

    /** Those of a method that has the object as its only parameter: the constructor's parameters are left empty. */
    private Object[] locals(int count, Object[] locals) {
        List<Object> own = new ArrayList<>(List.of(type.name()));
        int parameters = Type.getArgumentTypes(descriptor).length;
        for (int i = 1; i < count; i++) {
            boolean two = locals[i] == Opcodes.LONG || locals[i] == Opcodes.DOUBLE;
            if (i > parameters) {
                own.add(locals[i]);
            } else {
                own.addAll(Collections.nCopies(two ? 2 : 1, Opcodes.TOP));
            }
        }
        return own.toArray();
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String exception) {
        super.visitTryCatchBlock(start, end, handler, exception);
        guarded.add(start);
        guarded.add(handler);
        handlers.add(handler);
    }

    @Override
    public void visitInsn(int opcode) {
        boolean after = isOver();
        super.visitInsn(opcode);
        if (after) {
            int duplicated = StackEffect.ofDuplication(opcode);
            boolean plain = duplicated == 0 && opcode != Opcodes.SWAP;
            add(opcode, plain ? StackEffect.of(opcode) : duplicated, mv -> mv.visitInsn(opcode));
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        boolean after = isOver();
        super.visitIntInsn(opcode, operand);
        if (after) {
            add(opcode, opcode == Opcodes.NEWARRAY ? 0 : 1, mv -> mv.visitIntInsn(opcode, operand));
        }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        boolean after = isOver();
        super.visitVarInsn(opcode, variable);
        if (after) {
            int effect = StackEffect.ofVariable(opcode);
            int loads = effect > 0 ? variable : Step.NONE;
            int stores = effect < 0 ? variable : Step.NONE;
            add(opcode, effect, List.of(), loads, stores, null, mv -> mv.visitVarInsn(opcode, variable));
        }
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(variable, increment);
        if (isOver()) {
            add(Opcodes.IINC, 0, List.of(), variable, Step.NONE, null, mv -> mv.visitIincInsn(variable, increment));
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String operand) {
        boolean after = isOver();
        super.visitTypeInsn(opcode, operand);
        if (after) {
            add(opcode, opcode == Opcodes.NEW ? 1 : 0, mv -> mv.visitTypeInsn(opcode, operand));
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean after = isOver();
        super.visitFieldInsn(opcode, owner, name, descriptor);
        if (after) {
            String puts = opcode == Opcodes.PUTFIELD && owner.equals(type.name()) ? name : null;
            add(
                    opcode,
                    StackEffect.ofField(opcode, descriptor),
                    List.of(),
                    Step.NONE,
                    Step.NONE,
                    puts,
                    mv -> mv.visitFieldInsn(opcode, owner, name, descriptor));
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean after = isOver();
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (after) {
            int effect = StackEffect.ofCall(descriptor) - (opcode == Opcodes.INVOKESTATIC ? 0 : 1);
            add(opcode, effect, mv -> mv.visitMethodInsn(opcode, owner, name, descriptor, isInterface));
        } else if (isOver()) {
            delegates = owner.equals(type.name());
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        boolean after = isOver();
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        if (after) {
            add(
                    Opcodes.INVOKEDYNAMIC,
                    StackEffect.ofCall(descriptor),
                    mv -> mv.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments));
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
        boolean after = isOver();
        super.visitJumpInsn(opcode, target);
        if (after) {
            add(
                    opcode,
                    StackEffect.ofJump(opcode),
                    List.of(target),
                    Step.NONE,
                    Step.NONE,
                    null,
                    mv -> mv.visitJumpInsn(opcode, target));
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        boolean after = isOver();
        super.visitLdcInsn(value);
        if (after) {
            add(Opcodes.LDC, StackEffect.ofConstant(value), mv -> mv.visitLdcInsn(value));
        }
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        boolean after = isOver();
        super.visitTableSwitchInsn(min, max, otherwise, labels);
        if (after) {
            branch(Opcodes.TABLESWITCH, otherwise, labels, mv -> mv.visitTableSwitchInsn(min, max, otherwise, labels));
        }
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        boolean after = isOver();
        super.visitLookupSwitchInsn(otherwise, keys, labels);
        if (after) {
            branch(Opcodes.LOOKUPSWITCH, otherwise, labels, mv -> mv.visitLookupSwitchInsn(otherwise, keys, labels));
        }
    }

    private void branch(int opcode, Label otherwise, Label[] labels, Consumer<MethodVisitor> code) {
        List<Label> targets = new ArrayList<>(List.of(labels));
        targets.add(otherwise);
        add(opcode, -1, targets, Step.NONE, Step.NONE, null, code);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        boolean after = isOver();
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        if (after) {
            add(Opcodes.MULTIANEWARRAY, 1 - dimensions, mv -> mv.visitMultiANewArrayInsn(descriptor, dimensions));
        }
    }
}
