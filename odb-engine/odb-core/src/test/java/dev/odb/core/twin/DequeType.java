package dev.odb.core.twin;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;

/** Array deques. */
record DequeType(Type element) implements Type {
    private static final List<Mean<DequeType, ArrayDeque<Object>>> MEANS = List.of(
            (type, deque, world, r) -> deque.pollFirst(),
            (type, deque, world, r) -> deque.pollLast(),
            (type, deque, world, r) -> {
                int which = r.nextInt(3);
                return deque.removeIf(e -> Means.hit(e, which));
            },
            (type, deque, world, r) -> Means.removeWhile(deque.iterator(), r.nextInt(3)),
            (type, deque, world, r) -> Means.removeWhile(deque.descendingIterator(), r.nextInt(3)),
            (type, deque, world, r) -> deque.offerFirst(type.element.make(world, r)),
            (type, deque, world, r) -> deque.removeFirstOccurrence(type.element.make(world, r)),
            (type, deque, world, r) -> deque.add(type.element.make(world, r)),
            (type, deque, world, r) -> deque.addAll(Means.some(type.element, world, r)));

    @Override
    public Object make(World world, Random r) {
        return new ArrayDeque<>(Means.some(element, world, r));
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return MEANS;
    }
}
