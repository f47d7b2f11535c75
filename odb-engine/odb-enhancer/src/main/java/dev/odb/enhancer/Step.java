package dev.odb.enhancer;

import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * An instruction of a constructor, or a label or frame between two, that can be repeated in another method.
 *
 * @param opcode -1 for a label or a frame
 * @param effect how many slots it adds to the operand stack
 * @param line the line of the source it belongs to, 0 if that is unknown
 * @param firstOfLine whether the compiler began a line with it
 * @param label the label it is, or null
 * @param targets where it may jump to
 * @param loads the local variable it reads, or -1
 * @param stores the local variable it writes, or -1
 * @param puts the field of the class itself that it writes, or null
 */
record Step(
        int opcode,
        int effect,
        int line,
        boolean firstOfLine,
        Label label,
        List<Label> targets,
        int loads,
        int stores,
        String puts,
        Consumer<MethodVisitor> code) {
    static final int NONE = -1;

    boolean isInstruction() {
        return opcode != NONE;
    }
}
