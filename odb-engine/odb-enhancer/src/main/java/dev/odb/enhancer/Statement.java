package dev.odb.enhancer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Steps from one empty operand stack to the next.
 *
 * @param steps begins with an instruction
 * @param entered the labels before the first instruction
 */
record Statement(List<Step> steps, List<Label> entered) {
    Step first() {
        return steps.get(0);
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    /** The labels inside it, where a jump from elsewhere would come into its middle. */
    Stream<Label> inner() {
        return steps.stream().map(Step::label).filter(label -> label != null);
    }

    Stream<Label> targets() {
        return steps.stream().flatMap(step -> step.targets().stream());
    }

    boolean isReturn() {
        return first().opcode() == Opcodes.RETURN;
    }

    /** The field it gives a value, if that is all it does to the object itself and it needs nothing from before; or null. */
    String assigned() {
        long puts = steps.stream().filter(step -> step.puts() != null).count();
        boolean assigns =
                puts == 1 && last().puts() != null && first().opcode() == Opcodes.ALOAD && first().loads() == 0;
        return assigns && !needsVariables() ? last().puts() : null;
    }

    /** Whether it reads a variable that it has not written: a parameter, or one of an earlier statement. */
    boolean needsVariables() {
        Set<Integer> written = new HashSet<>(Set.of(0));
        for (Step step : steps) {
            if (step.loads() != Step.NONE && !written.contains(step.loads())) {
                return true;
            }
            if (step.stores() != Step.NONE) {
                written.add(step.stores());
            }
        }
        return false;
    }
}
