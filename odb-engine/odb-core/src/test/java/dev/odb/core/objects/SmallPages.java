package dev.odb.core.objects;

import dev.odb.BTreeMap;
import dev.odb.Persistent;

/** A map that has several levels of pages with few entries. */
@Persistent
class SmallPages<K, V> extends BTreeMap<K, V> {
    @Override
    protected int maxLeaf() {
        return 4;
    }

    @Override
    protected int maxInner() {
        return 4;
    }
}
