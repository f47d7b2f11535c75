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
    private static final List<Mean<ListType, List<Object>>> DIRECT = List.of(
            (type, list, world, r) -> list.add(type.element.make(world, r)),
            (type, list, world, r) -> {
                list.add(at(list, r), type.element.make(world, r));
                return null;
            },
            (type, list, world, r) -> list.set(at(list, r), type.element.make(world, r)),
            (type, list, world, r) -> list.remove(at(list, r)),
            (type, list, world, r) -> list.remove(list.get(at(list, r))),
            (type, list, world, r) -> list.addAll(at(list, r), Means.some(type.element, world, r)),
            (type, list, world, r) -> {
                int which = r.nextInt(3);
                return list.removeIf(e -> Means.hit(e, which));
            },
            (type, list, world, r) -> list.retainAll(new ArrayList<>(list.subList(at(list, r), list.size()))),
            (type, list, world, r) -> list.removeAll(new ArrayList<>(list.subList(at(list, r), list.size()))),
            (type, list, world, r) -> {
                Object made = type.immutable(world, r);
                list.replaceAll(e -> made != null && !Means.hit(e, 1) ? made : e);
                return null;
            },
            (type, list, world, r) -> {
                list.sort(Comparator.comparing(Means::label));
                return null;
            },
            ListType::inner,
            ListType::inner);

    private static final List<Mean<ListType, List<Object>>> VIEWS = List.of(
            (type, list, world, r) -> {
                part(list, r).clear();
                return null;
            },
            (type, list, world, r) -> part(list, r).add(type.element.make(world, r)),
            (type, list, world, r) -> {
                Collections.reverse(part(list, r));
                return null;
            },
            (type, list, world, r) -> Means.removeWhile(part(list, r).iterator(), r.nextInt(3)),
            (type, list, world, r) -> Means.removeWhile(list.iterator(), r.nextInt(3)),
            (type, list, world, r) -> {
                list.listIterator(at(list, r)).forEachRemaining(e -> {});
                return null;
            },
            ListType::walk,
            (type, list, world, r) -> part(list, r).subList(0, 1).remove(0));

    private static final List<Mean<ListType, LinkedList<Object>>> ENDS = List.of(
            (type, list, world, r) -> {
                list.addFirst(type.element.make(world, r));
                return null;
            },
            (type, list, world, r) -> {
                list.addLast(type.element.make(world, r));
                return null;
            },
            (type, list, world, r) -> list.pollFirst(),
            (type, list, world, r) -> list.removeLast(),
            (type, list, world, r) -> Means.removeWhile(list.descendingIterator(), r.nextInt(3)));

    private static final List<Mean<?, ?>> PLAIN = Means.all(DIRECT, VIEWS);
    private static final List<Mean<?, ?>> LINKED = Means.all(PLAIN, ENDS);

    @Override
    public Object make(World world, Random r) {
        List<Object> made = Means.some(element, world, r);
        return linked ? new LinkedList<>(made) : made;
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return linked ? LINKED : PLAIN;
    }

    @Override
    public Object change(int means, Object value, World world, Random r) {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) value;
        if (list.size() > Means.LARGE) {
            list.subList(3, list.size()).clear();
            return null;
        }
        if (list.isEmpty()) {
            return list.addAll(Means.some(element, world, r));
        }
        return Type.super.change(means, value, world, r);
    }

    private static int at(List<Object> list, Random r) {
        return r.nextInt(list.size());
    }

    private static List<Object> part(List<Object> list, Random r) {
        int from = at(list, r);
        return list.subList(from, from + 1 + r.nextInt(list.size() - from));
    }

    /** A mutable element stands in one place only. */
    private Object immutable(World world, Random r) {
        return element.mutable() ? null : element.make(world, r);
    }

    private Object inner(List<Object> list, World world, Random r) {
        int index = at(list, r);
        return element.mutable() ? element.change(list.get(index), world, r) : list.set(index, element.make(world, r));
    }

    private Object walk(List<Object> list, World world, Random r) {
        Object made = immutable(world, r);
        ListIterator<Object> at = list.listIterator(at(list, r));
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
        return null;
    }
}
