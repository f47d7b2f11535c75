package dev.odb.enhanced.other;

import dev.odb.OnLoad;
import dev.odb.enhanced.Node;
import java.util.function.LongSupplier;

/** Extends a class of another package, and hides one of its fields. */
public abstract class Branch extends Node {
    protected int name;
    private transient String seenOnLoad;

    protected Branch(String name) {
        super(name.isEmpty() ? new StringBuilder("empty").toString() : name);
        this.name = super.name.length();
    }

    @OnLoad
    void remember() {
        seenOnLoad = super.name + hash();
    }

    public String seenOnLoad() {
        return seenOnLoad;
    }

    public String names() {
        return super.name + name;
    }

    public LongSupplier grow(Branch other) {
        return () -> {
            other.total += 2;
            return total++;
        };
    }

    public long total() {
        return total;
    }
}
