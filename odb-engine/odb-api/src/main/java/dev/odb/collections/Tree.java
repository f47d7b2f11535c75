package dev.odb.collections;

import dev.odb.Counter;
import dev.odb.Persistent;
import dev.odb.Resolvable;
import dev.odb.spi.Hooks;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;

/**
 * The root page of a B-tree and the object that an application refers to. It is a leaf until it overflows; then its
 * entries move to buckets, it becomes an inner page, and a counter beside it keeps the number of entries, so that
 * inserts into different buckets do not meet.
 *
 * <p>Every insertion and removal makes the inner pages on its way read current (as in ZODB): a page that another
 * transaction rearranged meanwhile fails the commit. A leaf that becomes empty is taken out; pages are not joined
 * otherwise.
 */
@Persistent
public abstract class Tree<K, V> extends Page<K, V> implements Resolvable<Tree<K, V>> {
    /** What {@link #lookup}, {@link #store} and {@link #erase} return where there was no entry. */
    static final Object ABSENT = new Object();

    private Counter count;

    /** Makes an empty tree. */
    protected Tree(Comparator<? super K> order) {
        super(order, List.of(), List.of());
    }

    /** The most entries in a leaf; a subclass may return another constant, 2 at least. */
    protected int maxLeaf() {
        return 60;
    }

    /** The most children of an inner page; a subclass may return another constant, 3 at least. */
    protected int maxInner() {
        return 250;
    }

    /** All entries. */
    protected final NavigableMap<K, V> all() {
        return new RangeMap<>(this);
    }

    /** All keys; adding one gives it that value. */
    protected final NavigableSet<K> elements(V mark) {
        return new KeySet<>(all(), mark);
    }

    /**
     * Gives the empty tree entries that come in its order.
     *
     * @throws dev.odb.UnsortedInputException if they do not, or a key comes twice; the tree is still empty then
     * @throws IllegalStateException if the tree is not empty
     */
    protected final void load(Iterator<? extends Map.Entry<? extends K, ? extends V>> sorted) {
        if (width() > 0) {
            throw CollectionMessages.notEmpty();
        }
        new BulkLoad<>(this).run(sorted);
    }

    /** Takes its content; the number of entries is given for an inner page. */
    final void plant(List<K> keys, List<Object> items, long entries) {
        fill(keys, items);
        count = entries == 0 ? null : new Counter(entries);
    }

    /**
     * Examines the whole tree: order, separators, depths, sizes, the chain of leaves, the counter.
     *
     * @throws dev.odb.OdbException that names the first damage found
     */
    public final void check() {
        new TreeCheck<>(this).run();
    }

    @Override
    final boolean inner() {
        return count != null;
    }

    final long entries() {
        return count == null ? width() : count.get();
    }

    /** An object that is another one after the root page has changed between leaf and inner, or was emptied. */
    final Object era() {
        return count;
    }

    final int limit(Page<K, V> page) {
        return page.inner() ? maxInner() : maxLeaf();
    }

    final Object lookup(K key) {
        Page<K, V> leaf = leaf(key);
        int at = leaf.find(key);
        return at < 0 ? ABSENT : leaf.value(at);
    }

    /** The leaf that has the key, if any has. */
    final Page<K, V> leaf(K key) {
        Page<K, V> page = this;
        while (page.inner()) {
            page = page.child(page.branch(key));
        }
        return page;
    }

    /** Stand-ins are replaced first: to find an injected root may be to look into this tree, which must be whole then. */
    @SuppressWarnings("unchecked")
    final Object store(K givenKey, V givenValue) {
        K key = (K) Hooks.value(givenKey);
        Object before = store(this, key, (V) Hooks.value(givenValue));
        if (before == ABSENT && count != null) {
            count.add(1);
        }
        if (width() > limit(this)) {
            grow();
            splitChild(this, 0, key);
        }
        return before;
    }

    private Object store(Page<K, V> page, K key, V value) {
        if (!page.inner()) {
            int at = page.find(key);
            if (at >= 0) {
                return page.replace(at, value);
            }
            page.insert(-1 - at, key, value);
            return ABSENT;
        }
        int branch = page.branch(key);
        Hooks.readCurrent(page);
        Page<K, V> child = page.child(branch);
        Object before = store(child, key, value);
        if (child.width() > limit(child)) {
            splitChild(page, branch, key);
        }
        return before;
    }

    /** Moves the root's content one level down; the root keeps its identity. */
    private void grow() {
        Page<K, V> content;
        if (inner()) {
            content = new Node<>(order(), keys(), items());
        } else {
            content = new Bucket<>(order(), keys(), items(), null);
            count = new Counter(width());
        }
        fill(List.of(), List.of(content));
    }

    private void splitChild(Page<K, V> parent, int at, K inserted) {
        if (parent.child(at) instanceof Bucket<K, V> bucket) {
            Bucket<K, V> right = bucket.split(splitPoint(bucket, inserted));
            parent.addChild(at, right.key(0), right);
        } else {
            Node<K, V> node = (Node<K, V>) parent.child(at);
            int middle = node.width() / 2;
            K separator = node.key(middle - 1);
            parent.addChild(at, separator, node.split(middle));
        }
    }

    /** The middle, but at the end of the tree just before the new key: keys that come in order fill their leaves. */
    private int splitPoint(Bucket<K, V> bucket, K inserted) {
        int last = bucket.width() - 1;
        boolean appended = bucket.next() == null && Keys.compare(order(), bucket.key(last), inserted) == 0;
        return appended ? last : bucket.width() / 2;
    }

    final Object erase(K key) {
        Object before = erase(this, null, key);
        if (before != ABSENT && count != null) {
            count.add(-1);
            if (width() == 0) {
                count = null;
            }
        }
        return before;
    }

    /** Erases below a page; {@code left} is the page beside it with the next lesser keys, on whatever level. */
    private Object erase(Page<K, V> page, Page<K, V> left, K key) {
        if (!page.inner()) {
            int at = page.find(key);
            return at < 0 ? ABSENT : page.delete(at);
        }
        int branch = page.branch(key);
        Hooks.readCurrent(page);
        Page<K, V> child = page.child(branch);
        Page<K, V> beside = branch > 0 ? page.child(branch - 1) : left;
        Object before = erase(child, beside, key);
        if (child.width() == 0) {
            page.removeChild(branch);
            if (child instanceof Bucket<K, V> bucket && beside != null) {
                ((Bucket<K, V>) last(beside)).next(bucket.next());
            }
            if (page.width() > 0) {
                Page<K, V> heir = branch > 0 ? last(page.child(branch - 1)) : first(page.child(0));
                ((Bucket<K, V>) heir).reshape();
            }
        }
        return before;
    }

    /** The leaf with the greatest keys at or below a page. */
    final Page<K, V> last(Page<K, V> from) {
        Page<K, V> page = from;
        while (page.inner()) {
            page = page.child(page.width() - 1);
        }
        return page;
    }

    /** The leaf with the least keys. */
    final Page<K, V> first() {
        return first(this);
    }

    private Page<K, V> first(Page<K, V> from) {
        Page<K, V> page = from;
        while (page.inner()) {
            page = page.child(0);
        }
        return page;
    }

    /**
     * Empties the tree. What another transaction puts into one of the old leaves meanwhile is gone with them, or loses
     * by its read of this page: as if it had come before.
     */
    final void eraseAll() {
        if (width() > 0) {
            fill(List.of(), List.of());
            count = null;
        }
    }

    @Override
    public Tree<K, V> resolve(Tree<K, V> old, Tree<K, V> committed, Tree<K, V> mine) {
        if (old.inner() || committed.inner() || mine.inner()) {
            throw CollectionMessages.conflict(11, "both changed an inner page");
        }
        BucketMerge.merge(old, committed, mine);
        return mine;
    }
}
