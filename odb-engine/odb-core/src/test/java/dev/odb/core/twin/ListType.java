package dev.odb.core.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Random;

/** Lists, linked ones too. */
record ListType(Type element, boolean linked) implements Type {
    @Override
    public Object make(World world, Random r) {
        List<Object> made = Means.some(element, world, r);
        return linked ? new LinkedList<>(made) : made;
    }

    @Override
    public boolean mutable() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object change(Object value, World world, Random r) {
        List<Object> list = (List<Object>) value;
        int size = list.size();
        if (size > Means.LARGE) {
            list.subList(3, size).clear();
            return null;
        }
        if (size == 0) {
            return list.addAll(Means.some(element, world, r));
        }
        if (linked && r.nextInt(3) == 0) {
            return ends((LinkedList<Object>) list, world, r);
        }
        if (element.mutable() && r.nextBoolean()) {
            return element.change(list.get(r.nextInt(size)), world, r);
        }
        return r.nextBoolean() ? direct(list, world, r) : byView(list, world, r);
    }

    private Object direct(List<Object> list, World world, Random r) {
        int index = r.nextInt(list.size());
        return switch (r.nextInt(9)) {
            case 0 -> list.add(element.make(world, r));
            case 1 -> {
                list.add(index, element.make(world, r));
                yield null;
            }
            case 2 -> list.set(index, element.make(world, r));
            case 3 -> list.remove(index);
            case 4 -> list.remove(list.get(index));
            case 5 -> list.addAll(index, Means.some(element, world, r));
            case 6 -> {
                int which = r.nextInt(3);
                yield list.removeIf(e -> Means.hit(e, which));
            }
            case 7 -> list.retainAll(new ArrayList<>(list.subList(index, list.size())));
            default -> {
                list.subList(index, list.size()).clear();
                yield null;
            }
        };
    }

    private Object byView(List<Object> list, World world, Random r) {
        int from = r.nextInt(list.size());
        int to = from + r.nextInt(list.size() - from + 1);
        Object made = element.mutable() ? null : element.make(world, r);
        switch (r.nextInt(8)) {
            case 0 -> list.subList(from, to).clear();
            case 1 -> list.subList(from, to).add(element.make(world, r));
            case 2 -> Collections.reverse(list.subList(from, list.size()));
            case 3 -> list.sort(Comparator.comparing(Means::label));
            case 4 -> list.replaceAll(e -> made != null && Means.hit(e, 1) ? made : e);
            case 5 -> {
                return Means.removeWhile(list.iterator(), r.nextInt(3));
            }
            case 6 -> list.subList(0, to).listIterator().forEachRemaining(e -> {});
            default -> walk(list.listIterator(from), made, r);
        }
        return null;
    }

    private static void walk(ListIterator<Object> at, Object made, Random r) {
        while (at.hasNext()) {
            Object seen = at.next();
            int what = r.nextInt(4);
            if (what == 0) {
                at.remove();
            } else if (what == 1) {
                at.set(made == null ? seen : made);
            } else if (what == 2 && made != null) {
                at.add(made);
            }
        }
        if (at.hasPrevious()) {
            at.previous();
            at.remove();
        }
    }

    private Object ends(LinkedList<Object> list, World world, Random r) {
        switch (r.nextInt(5)) {
            case 0 -> list.addFirst(element.make(world, r));
            case 1 -> list.addLast(element.make(world, r));
            case 2 -> {
                return list.pollFirst();
            }
            case 3 -> {
                return list.removeLast();
            }
            default -> {
                return Means.removeWhile(list.descendingIterator(), r.nextInt(3));
            }
        }
        return null;
    }
}
