package dev.odb.collections;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Builds the pages of a tree from the bottom up, each once. Pages are left a tenth empty, so that the first insertions
 * afterwards do not split every leaf.
 */
final class BulkLoad<K, V> {
    private final Tree<K, V> tree;
    private final int leafWidth;
    private final int innerWidth;
    private final List<K> keys = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<Level<K, V>> levels = new ArrayList<>();
    private Bucket<K, V> last;
    private long entries;

    BulkLoad(Tree<K, V> tree) {
        this.tree = tree;
        this.leafWidth = Math.max(1, tree.maxLeaf() * 9 / 10);
        this.innerWidth = Math.max(2, tree.maxInner() * 9 / 10);
    }

    /** Gives the tree all the entries, or fails and leaves it alone. */
    void run(Iterator<? extends Map.Entry<? extends K, ? extends V>> sorted) {
        K before = null;
        while (sorted.hasNext()) {
            Map.Entry<? extends K, ? extends V> entry = sorted.next();
            K key = Keys.require(tree.order(), entry.getKey());
            if (before != null && Keys.compare(tree.order(), before, key) >= 0) {
                throw CollectionMessages.unsorted(before, key, entries);
            }
            if (keys.size() == leafWidth) {
                closeLeaf();
            }
            keys.add(key);
            values.add(entry.getValue());
            entries++;
            before = key;
        }
        if (last == null) {
            tree.plant(keys, values, 0);
        } else {
            closeLeaf();
            closeLevels();
        }
    }

    private void closeLeaf() {
        Bucket<K, V> leaf = new Bucket<>(tree.order(), keys, values, null);
        if (last != null) {
            last.next(leaf);
        }
        last = leaf;
        add(0, keys.get(0), leaf);
        keys.clear();
        values.clear();
    }

    private void add(int height, K least, Page<K, V> page) {
        if (height == levels.size()) {
            levels.add(new Level<>());
        }
        Level<K, V> level = levels.get(height);
        if (level.pages.size() == innerWidth) {
            close(height);
        }
        if (level.pages.isEmpty()) {
            level.least = least;
        } else {
            level.separators.add(least);
        }
        level.pages.add(page);
    }

    private void close(int height) {
        Level<K, V> level = levels.get(height);
        add(height + 1, level.least, new Node<>(tree.order(), level.separators, level.pages));
        level.separators.clear();
        level.pages.clear();
    }

    private void closeLevels() {
        int height = 0;
        while (height < levels.size() - 1) {
            close(height++);
        }
        tree.plant(levels.get(height).separators, levels.get(height).pages, entries);
    }

    /** The inner page that is being filled at a height. */
    private static final class Level<K, V> {
        private final List<K> separators = new ArrayList<>();
        private final List<Object> pages = new ArrayList<>();
        private K least;
    }
}
