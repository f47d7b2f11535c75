package dev.odb.core.model;

import dev.odb.Persistent;
import dev.odb.Resolvable;

/** Merges if it is in the mood, which the losing transaction says. */
@Persistent
public class Grumpy implements Resolvable<Grumpy>, Comparable<Grumpy> {
    public String mood = "";
    public int value;
    public int calls;
    public Grumpy other;

    public Grumpy() {}

    public Grumpy(int value) {
        this.value = value;
    }

    @Override
    public Grumpy resolve(Grumpy old, Grumpy committed, Grumpy mine) {
        switch (mine.mood) {
            case "fine" -> mine.calls++;
            case "conflict" -> throw new IllegalStateException("no");
            case "runtime" -> throw new IndexOutOfBoundsException("no");
            case "null" -> {
                return null;
            }
            case "new object" -> mine.other = new Grumpy();
            case "another class" -> {
                return anotherClass();
            }
            case "reference" -> {
                return mine.other;
            }
            case "endless" -> {
                return resolve(old, committed, mine);
            }
            case "error" -> throw new AssertionError("no");
            case "linkage" -> throw new NoClassDefFoundError("no");
            case "checked" -> sneak(new Exception("no"));
            case "memory" -> throw new OutOfMemoryError("no");
            default -> throw new UnsupportedOperationException(mine.mood);
        }
        return mine;
    }

    @SuppressWarnings("unchecked")
    private static <T> T anotherClass() {
        return (T) new Person("not a Grumpy", 1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Override
    public int compareTo(Grumpy that) {
        return Integer.compare(value, that.value);
    }
}
