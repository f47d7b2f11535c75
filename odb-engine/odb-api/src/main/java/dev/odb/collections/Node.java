package dev.odb.collections;

import dev.odb.Persistent;
import java.util.Comparator;
import java.util.List;

/** An inner page below the root. Two concurrent changes of it conflict (ZODB's reason 11), so it resolves nothing. */
@Persistent
final class Node<K, V> extends Page<K, V> {
    Node(Comparator<? super K> order, List<K> separators, List<Object> children) {
        super(order, separators, children);
    }

    @Override
    boolean inner() {
        return true;
    }

    /** Moves the children from an index on into a new node; key {@code at - 1} becomes the separator of the two. */
    Node<K, V> split(int at) {
        Node<K, V> right = new Node<>(order(), keys().subList(at, keys().size()), items().subList(at, items().size()));
        fill(keys().subList(0, at - 1), items().subList(0, at));
        return right;
    }
}
