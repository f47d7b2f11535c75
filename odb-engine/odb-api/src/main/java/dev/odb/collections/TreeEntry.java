package dev.odb.collections;

import java.util.AbstractMap;

/** An entry that an iterator returned: the value at that moment; setting it changes the tree if the key is still there. */
final class TreeEntry<K, V> extends AbstractMap.SimpleEntry<K, V> {
    private static final long serialVersionUID = 1;

    private final transient Tree<K, V> tree;

    TreeEntry(Tree<K, V> tree, K key, V value) {
        super(key, value);
        this.tree = tree;
    }

    @Override
    public V setValue(V value) {
        if (tree.lookup(getKey()) != Tree.ABSENT) {
            tree.store(getKey(), value);
        }
        return super.setValue(value);
    }
}
