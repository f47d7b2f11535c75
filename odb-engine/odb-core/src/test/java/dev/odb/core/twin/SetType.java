package dev.odb.core.twin;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Sets, navigable ones too. */
record SetType(Type element, Form form) implements Type {
    enum Form {
        HASH,
        LINKED,
        TREE,
        REVERSE
    }

    private static final List<Mean<SetType, Set<Object>>> ANY = List.of(
            (type, set, world, r) -> set.remove(Means.one(set, r)),
            (type, set, world, r) -> {
                int which = r.nextInt(3);
                return set.removeIf(e -> Means.hit(e, which));
            },
            (type, set, world, r) -> Means.removeWhile(set.iterator(), r.nextInt(3)),
            (type, set, world, r) -> set.addAll(Means.some(type.element, world, r)),
            (type, set, world, r) -> {
                Set<Object> kept = new HashSet<>(set);
                kept.remove(Means.one(set, r));
                return set.retainAll(kept);
            },
            (type, set, world, r) -> set.removeAll(Means.some(type.element, world, r)),
            (type, set, world, r) -> {
                if (r.nextInt(3) == 0) {
                    set.clear();
                }
                return null;
            },
            (type, set, world, r) -> set.add(type.element.make(world, r)));

    private static final List<Mean<SetType, NavigableSet<Object>>> SORTED = List.of(
            (type, set, world, r) -> set.pollFirst(),
            (type, set, world, r) -> set.pollLast(),
            (type, set, world, r) -> {
                set.headSet(type.element.make(world, r), true).clear();
                return null;
            },
            (type, set, world, r) -> {
                Object at = type.element.make(world, r);
                return set.tailSet(at, true).add(at);
            },
            (type, set, world, r) -> set.descendingSet().add(type.element.make(world, r)),
            (type, set, world, r) -> Means.removeWhile(
                    set.tailSet(type.element.make(world, r), false).descendingIterator(), r.nextInt(3)),
            (type, set, world, r) -> Means.removeWhile(set.descendingIterator(), r.nextInt(3)));

    private static final List<Mean<?, ?>> NAVIGABLE = Means.all(ANY, SORTED);

    @Override
    public Object make(World world, Random r) {
        Set<Object> made =
                switch (form) {
                    case HASH -> new HashSet<>();
                    case LINKED -> new LinkedHashSet<>();
                    case TREE -> new TreeSet<>();
                    case REVERSE -> new TreeSet<>(Collections.reverseOrder());
                };
        made.addAll(Means.some(element, world, r));
        return made;
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return form == Form.TREE || form == Form.REVERSE ? NAVIGABLE : ANY;
    }
}
