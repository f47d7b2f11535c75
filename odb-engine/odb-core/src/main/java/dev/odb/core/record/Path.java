package dev.odb.core.record;

import dev.odb.spi.Managed;
import java.util.Arrays;

/** Where the writer is inside an object; kept as cheap steps and made into words only for an error. */
final class Path {
    /** The kinds of steps, with what belongs to each. */
    private enum Step {
        FIELD,
        INDEX,
        KEY,
        VALUE_OF
    }

    private Step[] steps = new Step[16];
    private Object[] names = new Object[16];
    private int[] indexes = new int[16];
    private int depth;

    void clear() {
        Arrays.fill(names, 0, depth, null);
        depth = 0;
    }

    void field(String name) {
        push(Step.FIELD, name, 0);
    }

    void index(int index) {
        push(Step.INDEX, null, index);
    }

    /** The n-th key itself. */
    void key(int index) {
        push(Step.KEY, null, index);
    }

    /** The value of a key. */
    void valueOf(Object key) {
        push(Step.VALUE_OF, key, 0);
    }

    void pop() {
        names[--depth] = null;
    }

    private void push(Step step, Object name, int index) {
        if (depth == steps.length) {
            steps = Arrays.copyOf(steps, 2 * depth);
            names = Arrays.copyOf(names, 2 * depth);
            indexes = Arrays.copyOf(indexes, 2 * depth);
        }
        steps[depth] = step;
        names[depth] = name;
        indexes[depth++] = index;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            switch (steps[i]) {
                case FIELD -> text.append(i == 0 ? "" : ".").append(names[i]);
                case INDEX -> text.append('[').append(indexes[i]).append(']');
                case KEY -> text.append(".keys[").append(indexes[i]).append(']');
                case VALUE_OF -> text.append('[').append(key(names[i])).append(']');
            }
        }
        return text.toString();
    }

    /** No code of the application runs for a message. */
    private static String key(Object key) {
        if (key == null) {
            return "null";
        }
        if (key instanceof String) {
            return "\"" + key + "\"";
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        if (key instanceof Managed object) {
            return object.getClass().getSimpleName() + " " + object.$odb_oid();
        }
        return ValueKinds.of(key).scalar() ? key.toString() : key.getClass().getSimpleName();
    }
}
