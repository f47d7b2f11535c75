package dev.odb.core.model;

import dev.odb.BTreeMap;
import dev.odb.Persistent;

/** A tree that grows levels with few entries. */
@Persistent
public class SmallTree extends BTreeMap<Integer, Integer> {
    @Override
    protected int maxLeaf() {
        return 3;
    }

    @Override
    protected int maxInner() {
        return 3;
    }
}
