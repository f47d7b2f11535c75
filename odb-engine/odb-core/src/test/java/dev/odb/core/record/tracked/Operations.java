package dev.odb.core.record.tracked;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.stream.Stream;

/** All that can be done to collections of each kind, with two small numbers. */
final class Operations {
    private Operations() {}

    /** One way to use a collection; what it returns or throws is compared. */
    interface Operation<C> {
        Object on(C collection, int a, int b);
    }

    private static Object drop(Iterator<?> iterator, int index) {
        Object last = null;
        for (int i = 0; i <= index; i++) {
            last = iterator.next();
        }
        iterator.remove();
        return last;
    }

    static List<Operation<Collection<Integer>>> collections() {
        return List.of(
                (c, a, b) -> {
                    c.clear();
                    return null;
                },
                (c, a, b) -> c.add(a),
                (c, a, b) -> c.add(b),
                (c, a, b) -> c.addAll(List.of(a, b, a)),
                (c, a, b) -> c.remove((Object) a),
                (c, a, b) -> c.removeAll(List.of(a, b)),
                (c, a, b) -> c.removeAll(List.of()),
                (c, a, b) -> c.retainAll(List.of(0, 1, 2, 3, 4, 5, 6, a)),
                (c, a, b) -> c.removeIf(value -> value % 5 == a % 5),
                (c, a, b) -> drop(c.iterator(), a),
                (c, a, b) -> c.contains(a),
                (c, a, b) -> c.toArray(new Integer[b]),
                (c, a, b) -> c.stream().mapToInt(value -> value).sum(),
                (c, a, b) -> c.toString());
    }

    static List<Operation<List<Integer>>> lists() {
        return List.of(
                (c, a, b) -> {
                    c.add(a, b);
                    return null;
                },
                (c, a, b) -> c.addAll(a, List.of(a, b)),
                (c, a, b) -> c.set(a, b),
                (c, a, b) -> c.remove(a),
                (c, a, b) -> {
                    c.replaceAll(value -> (value + a) % TwinTest.VALUES);
                    return null;
                },
                (c, a, b) -> {
                    c.sort(a < 6 ? null : Comparator.reverseOrder());
                    return null;
                },
                (c, a, b) -> {
                    Collections.shuffle(c, new Random(a));
                    return null;
                },
                (c, a, b) -> {
                    ListIterator<Integer> iterator = c.listIterator(Math.min(a, c.size()));
                    iterator.add(b);
                    int next = iterator.next();
                    iterator.set((next + b) % TwinTest.VALUES);
                    return iterator.previous();
                },
                (c, a, b) -> drop(c.listIterator(), a),
                (c, a, b) -> c.subList(Math.min(a, b), Math.max(a, b)).set(0, a),
                (c, a, b) -> c.subList(Math.min(a, b), Math.max(a, b)).add(a),
                (c, a, b) -> {
                    c.subList(Math.min(a, b), Math.max(a, b)).clear();
                    return null;
                },
                (c, a, b) -> {
                    c.subList(Math.min(a, b), Math.max(a, b)).replaceAll(value -> a);
                    return null;
                },
                (c, a, b) -> {
                    List<Integer> part =
                            c.subList(Math.min(a, b), Math.max(a, b)).subList(0, 1);
                    part.sort(null);
                    return drop(part.iterator(), 0);
                },
                (c, a, b) -> c.subList(Math.min(a, b), Math.max(a, b)).removeIf(value -> value == a),
                (c, a, b) -> c.indexOf(a) + c.lastIndexOf(b),
                (c, a, b) -> c.hashCode());
    }

    static List<Operation<Deque<Integer>>> deques() {
        return List.of(
                (c, a, b) -> {
                    c.addFirst(a);
                    c.addLast(b);
                    return null;
                },
                (c, a, b) -> c.offer(a),
                (c, a, b) -> c.offerFirst(a),
                (c, a, b) -> c.offerLast(a),
                (c, a, b) -> {
                    c.push(a);
                    return c.peek();
                },
                (c, a, b) -> c.pop(),
                (c, a, b) -> c.poll(),
                (c, a, b) -> c.pollFirst(),
                (c, a, b) -> c.pollLast(),
                (c, a, b) -> c.remove(),
                (c, a, b) -> c.removeFirst(),
                (c, a, b) -> c.removeLast(),
                (c, a, b) -> c.removeFirstOccurrence(a),
                (c, a, b) -> c.removeLastOccurrence(a),
                (c, a, b) -> drop(c.descendingIterator(), a));
    }

    static List<Operation<NavigableSet<Integer>>> sortedSets() {
        return List.of(
                (c, a, b) -> c.pollFirst(),
                (c, a, b) -> c.pollLast(),
                (c, a, b) -> drop(c.descendingIterator(), a),
                (c, a, b) -> c.descendingSet().add(a),
                (c, a, b) -> c.descendingSet().pollFirst(),
                (c, a, b) -> c.headSet(a).add(b),
                (c, a, b) -> c.headSet(a, true).remove(b),
                (c, a, b) -> c.tailSet(a, false).pollLast(),
                (c, a, b) -> c.subSet(a, true, b, true).removeIf(value -> value % 2 == 0),
                (c, a, b) ->
                        c.subSet(a, true, b, true).descendingSet().headSet(b).add(a),
                (c, a, b) -> drop(c.tailSet(a).iterator(), 0),
                (c, a, b) -> {
                    c.subSet(a, b).clear();
                    return null;
                },
                (c, a, b) -> Arrays.asList(c.first(), c.last(), c.floor(a), c.ceiling(b), c.lower(a), c.higher(b)));
    }

    static List<Operation<Map<Integer, Integer>>> maps() {
        return List.of(
                (c, a, b) -> {
                    c.clear();
                    return null;
                },
                (c, a, b) -> c.put(a, b),
                (c, a, b) -> c.put(b, a),
                (c, a, b) -> c.putIfAbsent(a, b),
                (c, a, b) -> {
                    c.putAll(new HashMap<>(Map.of(a, b)));
                    return null;
                },
                (c, a, b) -> c.remove(a),
                (c, a, b) -> c.remove(a, b),
                (c, a, b) -> c.replace(a, b),
                (c, a, b) -> c.replace(a, b, a),
                (c, a, b) -> {
                    c.replaceAll((key, value) -> (value + a) % TwinTest.VALUES);
                    return null;
                },
                (c, a, b) -> c.compute(a, (key, value) -> value == null ? b : value == b ? null : a),
                (c, a, b) -> c.computeIfAbsent(a, key -> b % 2 == 0 ? null : b),
                (c, a, b) -> c.computeIfPresent(a, (key, value) -> value == b ? null : b),
                (c, a, b) -> c.merge(a, b, (left, right) -> left > 6 ? null : left + 1),
                (c, a, b) -> c.keySet().remove(a),
                (c, a, b) -> c.keySet().retainAll(new HashSet<>(List.of(0, 1, 2, 3, 4, 5, a))),
                (c, a, b) -> drop(c.keySet().iterator(), a),
                (c, a, b) -> c.values().remove(a),
                (c, a, b) -> c.values().removeIf(value -> value == a),
                (c, a, b) -> drop(c.values().iterator(), a),
                (c, a, b) -> c.entrySet().remove(Map.entry(a, b)),
                (c, a, b) -> c.entrySet().removeIf(entry -> entry.getValue() == a),
                (c, a, b) -> c.entrySet().iterator().next().setValue(b),
                (c, a, b) -> {
                    c.entrySet().forEach(entry -> entry.setValue(a));
                    return null;
                },
                (c, a, b) -> {
                    c.entrySet().stream().skip(a).forEach(entry -> entry.setValue(b));
                    return null;
                },
                (c, a, b) -> setValue(c.entrySet().toArray()[a], b),
                (c, a, b) -> setValue(c.entrySet().toArray(new Map.Entry<?, ?>[0])[a], b),
                (c, a, b) -> {
                    c.entrySet().clear();
                    return null;
                },
                (c, a, b) -> Arrays.asList(c.get(a), c.getOrDefault(b, 99), c.containsKey(a), c.containsValue(b)),
                (c, a, b) -> c.hashCode() + c.toString());
    }

    @SuppressWarnings("unchecked")
    private static Object setValue(Object entry, int value) {
        return ((Map.Entry<Integer, Integer>) entry).setValue(value);
    }

    static List<Operation<NavigableMap<Integer, Integer>>> sortedMaps() {
        return List.of(
                (c, a, b) -> c.pollFirstEntry(),
                (c, a, b) -> c.pollLastEntry(),
                (c, a, b) -> c.descendingMap().put(a, b),
                (c, a, b) -> c.headMap(a, true).put(b, a),
                (c, a, b) -> c.headMap(a, false).pollLastEntry(),
                (c, a, b) -> c.tailMap(a, false).remove(b),
                (c, a, b) -> c.tailMap(a).entrySet().iterator().next().setValue(b),
                (c, a, b) -> c.subMap(a, true, b, true).merge(b, a, Integer::sum) == null,
                (c, a, b) -> {
                    c.subMap(a, b).clear();
                    return null;
                },
                (c, a, b) -> {
                    c.descendingMap().subMap(b, true, a, true).replaceAll((key, value) -> a);
                    return null;
                },
                (c, a, b) -> c.navigableKeySet().pollFirst(),
                (c, a, b) -> c.descendingKeySet().remove(a),
                (c, a, b) -> drop(c.descendingKeySet().iterator(), a),
                (c, a, b) -> c.firstEntry().setValue(a),
                (c, a, b) -> Stream.of(c.floorEntry(a), c.ceilingEntry(b), c.lowerEntry(a), c.higherEntry(b))
                        .map(String::valueOf)
                        .toList(),
                (c, a, b) -> Arrays.asList(c.firstKey(), c.lastKey(), c.floorKey(a), c.ceilingKey(b)));
    }
}
