package dev.odb.enhanced;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** Can be cloned. */
@Persistent
public class Copied implements Cloneable {
    private String name;
    private List<String> words = new ArrayList<>();

    public Copied(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public void rename(String newName) {
        name = newName;
    }

    public List<String> words() {
        return words;
    }

    @Override
    public Copied clone() {
        try {
            Copied copy = (Copied) super.clone();
            copy.words = new ArrayList<>(words);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls a {@code clone} that was rewritten already. */
    @Persistent
    public static class Again extends Copied {
        private int count;

        public Again(String name) {
            super(name);
        }

        public int count() {
            return count;
        }

        @Override
        public Again clone() {
            Again copy = (Again) super.clone();
            copy.count = count + 1;
            return copy;
        }
    }
}
