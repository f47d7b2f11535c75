package dev.odb.collections;

import dev.odb.BTreeSet;

/** The same for a set. */
public class SmallSet<E> extends BTreeSet<E> {
    @Override
    protected int maxLeaf() {
        return 2;
    }

    @Override
    protected int maxInner() {
        return 3;
    }
}
