package dev.odb.collections;

/** Examines a tree. */
final class TreeCheck<K, V> {
    private final Tree<K, V> tree;
    private long entries;
    private int leafDepth = -1;
    private Bucket<K, V> previous;

    TreeCheck(Tree<K, V> tree) {
        this.tree = tree;
    }

    void run() {
        examine(tree, 0, Range.all(tree.order()));
        require(previous == null || previous.next() == null, "the last leaf has a successor");
        require(entries == tree.entries(), "it counts " + tree.entries() + " entries and has " + entries);
    }

    private void examine(Page<K, V> page, int depth, Range<K> range) {
        require(page.width() > 0 || page == tree && !tree.inner(), "a page at depth " + depth + " is empty");
        // a leaf may have more than the tree's limit after a merge, until the next insertion splits it
        require(
                !page.inner() || page.width() <= tree.limit(page),
                "a page at depth " + depth + " has " + page.width() + " items");
        require(sameOrder(page), "a page at depth " + depth + " has a comparator of another class");
        int keys = page.keys().size();
        require(keys == page.width() - (page.inner() ? 1 : 0), "a page has " + keys + " keys for " + page.width());
        for (int i = 0; i < keys; i++) {
            require(range.contains(page.key(i)), "the key '" + page.key(i) + "' is outside " + range);
            require(
                    i == 0 || Keys.compare(tree.order(), page.key(i - 1), page.key(i)) < 0,
                    "the key '" + page.key(i) + "' is not greater than the one before it");
        }
        if (page.inner()) {
            children(page, depth, range);
        } else {
            leaf(page, depth);
        }
    }

    private void children(Page<K, V> page, int depth, Range<K> range) {
        int last = page.width() - 1;
        for (int i = 0; i <= last; i++) {
            K from = i == 0 ? range.from() : page.key(i - 1);
            K to = i == last ? range.to() : page.key(i);
            examine(page.child(i), depth + 1, new Range<>(tree.order(), from, true, to, false));
        }
    }

    private void leaf(Page<K, V> page, int depth) {
        require(leafDepth < 0 || leafDepth == depth, "leaves are at depths " + leafDepth + " and " + depth);
        leafDepth = depth;
        entries += page.width();
        if (page instanceof Bucket<K, V> bucket) {
            require(previous == null || previous.next() == bucket, "a leaf's successor is not the next leaf");
            previous = bucket;
        }
    }

    /** Each page loads a comparator of its own, which need not have equals. */
    private boolean sameOrder(Page<K, V> page) {
        return page.order() == null || tree.order() == null
                ? page.order() == tree.order()
                : page.order().getClass() == tree.order().getClass();
    }

    private static void require(boolean good, String damage) {
        if (!good) {
            throw CollectionMessages.damaged(damage);
        }
    }
}
