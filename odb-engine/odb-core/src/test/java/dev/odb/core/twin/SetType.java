package dev.odb.core.twin;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
    public boolean mutable() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object change(Object value, World world, Random r) {
        Set<Object> set = (Set<Object>) value;
        if (set instanceof NavigableSet<Object> navigable && r.nextBoolean()) {
            return byView(navigable, world, r);
        }
        int which = r.nextInt(3);
        switch (r.nextInt(9)) {
            case 0 -> {
                return set.remove(Means.one(set, r));
            }
            case 1 -> {
                return set.removeIf(e -> Means.hit(e, which));
            }
            case 2 -> {
                return Means.removeWhile(set.iterator(), which);
            }
            case 3 -> {
                return set.addAll(Means.some(element, world, r));
            }
            case 4 -> {
                Set<Object> kept = new HashSet<>(set);
                kept.remove(Means.one(set, r));
                return set.retainAll(kept);
            }
            case 5 -> {
                return set.removeAll(Means.some(element, world, r));
            }
            case 6 -> {
                if (r.nextInt(4) == 0) {
                    set.clear();
                }
                return null;
            }
            default -> {
                return set.add(element.make(world, r));
            }
        }
    }

    private Object byView(NavigableSet<Object> set, World world, Random r) {
        Object at = element.make(world, r);
        switch (r.nextInt(6)) {
            case 0 -> {
                return set.pollFirst();
            }
            case 1 -> set.headSet(at, true).clear();
            case 2 -> {
                return set.tailSet(at, true).add(at);
            }
            case 3 -> {
                return set.descendingSet().add(at);
            }
            case 4 -> {
                Iterator<Object> iterator = set.tailSet(at, false).descendingIterator();
                return Means.removeWhile(iterator, r.nextInt(3));
            }
            default -> {
                return set.pollLast();
            }
        }
        return null;
    }
}
