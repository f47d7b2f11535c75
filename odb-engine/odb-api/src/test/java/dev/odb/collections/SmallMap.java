package dev.odb.collections;

import dev.odb.BTreeMap;
import java.util.Comparator;

/** A map of tiny pages, so that a few dozen entries make a tree of several levels. */
public class SmallMap<K, V> extends BTreeMap<K, V> {
    public SmallMap() {}

    public SmallMap(Comparator<? super K> comparator) {
        super(comparator);
    }

    @Override
    protected int maxLeaf() {
        return 2;
    }

    @Override
    protected int maxInner() {
        return 3;
    }
}
