package dev.odb.collections;

/**
 * A place in a tree: at an entry, whose key and value it keeps. It stays right when the tree changes or a page becomes a
 * ghost: if the entry is no longer where it was, the next step searches from the root.
 */
final class Cursor<K, V> {
    private final Tree<K, V> tree;
    private Object era;
    private Page<K, V> leaf;
    private int at;
    private K key;
    private V value;

    Cursor(Tree<K, V> tree) {
        this.tree = tree;
    }

    K key() {
        return key;
    }

    V value() {
        return value;
    }

    /** Goes to the least key; all moves return whether there is one. */
    boolean first() {
        return placeFrom(tree.first(), 0);
    }

    boolean last() {
        Page<K, V> last = tree.last(tree);
        return last.width() > 0 && place(last, last.width() - 1);
    }

    /** Goes to the least key that is greater than the given one, or equal. */
    boolean above(K bound, boolean inclusive) {
        Page<K, V> page = tree.leaf(bound);
        int found = page.find(bound);
        if (found < 0) {
            return placeFrom(page, -1 - found);
        }
        return placeFrom(page, inclusive ? found : found + 1);
    }

    /** Goes to the greatest key that is less than the given one, or equal. */
    boolean below(K bound, boolean inclusive) {
        Page<K, V> left = null;
        Page<K, V> page = tree;
        while (page.inner()) {
            int branch = page.branch(bound);
            left = branch > 0 ? page.child(branch - 1) : left;
            page = page.child(branch);
        }
        int found = page.find(bound);
        int index = found < 0 ? -2 - found : inclusive ? found : found - 1;
        if (index >= 0) {
            return place(page, index);
        }
        if (left == null) {
            return false;
        }
        Page<K, V> before = tree.last(left);
        return place(before, before.width() - 1);
    }

    boolean next() {
        return stands() ? placeFrom(leaf, at + 1) : above(key, false);
    }

    boolean previous() {
        return stands() && at > 0 ? place(leaf, at - 1) : below(key, false);
    }

    private boolean stands() {
        return tree.era() == era && at < leaf.width() && leaf.key(at) == key;
    }

    private boolean placeFrom(Page<K, V> page, int index) {
        if (index < page.width()) {
            return place(page, index);
        }
        return page instanceof Bucket<K, V> bucket && bucket.next() != null && place(bucket.next(), 0);
    }

    private boolean place(Page<K, V> page, int index) {
        era = tree.era();
        leaf = page;
        at = index;
        key = page.key(index);
        value = page.value(index);
        return true;
    }
}
