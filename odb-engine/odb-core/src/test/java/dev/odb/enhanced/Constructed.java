package dev.odb.enhanced;

import dev.odb.Persistent;

/** Its constructor calls a method that a subclass overrides to write a field of its own. */
@Persistent
abstract class Constructed {
    private final String built;

    Constructed(Object... parts) {
        built = build(parts.length);
    }

    abstract String build(int parts);

    String built() {
        return built;
    }

    /** Writes before its own constructor ran; has nested expressions among the arguments of {@code super(...)}. */
    static class Early extends Constructed {
        private int seen;
        private String label;
        private long ticks;

        Early(boolean two, Early other) {
            super(
                    two ? new Object[] {new StringBuilder(new String("a")), new Object()} : new Object[] {new Object()},
                    other == null ? null : (other.label = "given"),
                    other == null ? 0 : other.seen++ + (other.ticks += 3L));
            label = "early";
        }

        @Override
        String build(int parts) {
            seen = parts;
            return "built" + parts;
        }

        int seen() {
            return seen;
        }

        long ticks() {
            return ticks;
        }

        String label() {
            return label;
        }
    }

    /** Changes nothing but a count of another object among the arguments. */
    static final class Counting extends Constructed {
        private int count;

        Counting(Counting other) {
            super(other == null ? "none" : other.count++);
        }

        @Override
        String build(int parts) {
            return "built" + parts;
        }

        int count() {
            return count;
        }
    }
}
