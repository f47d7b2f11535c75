package dev.odb.enhancer;

import java.util.List;
import java.util.OptionalInt;

/** Tells where a constructor's own code begins after the initializers. */
final class ConstructorBody {
    private final ConstructorReader constructor;
    private final boolean inner;
    private final List<Statement> statements;

    /** @param inner whether the class may get an outer instance as a parameter of its default constructor */
    ConstructorBody(ConstructorReader constructor, boolean inner) {
        this.constructor = constructor;
        this.inner = inner;
        this.statements = constructor.statements();
    }

    List<Statement> statements() {
        return statements;
    }

    /** The place of the first statement that is not an initializer; empty if it cannot be told. */
    OptionalInt start() {
        int end = statements.size() - 1;
        int first = constructor.firstLine();
        if (first == 0 || !statements.get(end).isReturn() || isOneLine()) {
            return OptionalInt.empty();
        }
        int last = statements.get(end).first().line();
        if (isDefault(last)) {
            return OptionalInt.of(end);
        }
        int start = 0;
        while (start < end && !isBetween(statements.get(start).first().line(), first, last)) {
            start++;
        }
        return OptionalInt.of(start);
    }

    private static boolean isBetween(int line, int first, int last) {
        return first <= line && line <= last;
    }

    /** Initializers and the constructor's own code may then stand beside each other, unless there is nothing to tell. */
    private boolean isOneLine() {
        return statements.size() > 1
                && statements.stream().allMatch(one -> one.first().line() == constructor.firstLine());
    }

    /**
     * Whether the compiler made the constructor. Its return belongs to no line of its own, while one that is written has
     * that of the closing brace, unless its last statement stands there too; and the line of the class, which is its
     * first, comes before those of all initializers.
     */
    private boolean isDefault(int last) {
        Step end = statements.get(statements.size() - 1).first();
        boolean written = end.firstOfLine() || last == constructor.firstLine() || constructor.hasParameters() && !inner;
        return !written && statements.stream().allMatch(one -> one.first().line() >= constructor.firstLine());
    }
}
