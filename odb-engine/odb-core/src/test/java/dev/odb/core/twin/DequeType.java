package dev.odb.core.twin;

import java.util.ArrayDeque;
import java.util.Random;

/** Array deques. */
record DequeType(Type element) implements Type {
    @Override
    public Object make(World world, Random r) {
        return new ArrayDeque<>(Means.some(element, world, r));
    }

    @Override
    public boolean mutable() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object change(Object value, World world, Random r) {
        ArrayDeque<Object> deque = (ArrayDeque<Object>) value;
        int which = r.nextInt(3);
        return switch (r.nextInt(8)) {
            case 0 -> deque.pollFirst();
            case 1 -> deque.pollLast();
            case 2 -> deque.removeIf(e -> Means.hit(e, which));
            case 3 -> Means.removeWhile(deque.iterator(), which);
            case 4 -> Means.removeWhile(deque.descendingIterator(), which);
            case 5 -> deque.offerFirst(element.make(world, r));
            case 6 -> deque.removeFirstOccurrence(element.make(world, r));
            default -> deque.add(element.make(world, r));
        };
    }
}
