package dev.odb.core.twin;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The twin as one connection sees it: a snapshot of the frozen, committed state and plain objects made from it. What is
 * committed is never changed in place.
 */
final class View implements World {
    static final long ROOT = 2;

    private final Map<Long, Plain> objects = new HashMap<>();
    private final List<Item> held = new ArrayList<>();
    private final List<Alias> aliases = new ArrayList<>();
    private Map<Cell, Map<Slot, Object>> base;

    View(Map<Cell, Map<Slot, Object>> committed) {
        base = committed;
    }

    /** The committed state of a twin that has only its root. */
    static Map<Cell, Map<Slot, Object>> initial() {
        Map<Cell, Map<Slot, Object>> state = new HashMap<>();
        Plain root = new Plain(ROOT);
        Cell.of(ROOT).forEach(cell -> state.put(cell, freeze(cell, root)));
        return state;
    }

    @Override
    public Item root() {
        return object(ROOT);
    }

    @Override
    public Item create(long id) {
        return new Plain(id);
    }

    @Override
    public List<Item> held() {
        return held;
    }

    @Override
    public List<Alias> aliases() {
        return aliases;
    }

    /** Whether others committed since this view's snapshot. */
    boolean isBehind(Map<Cell, Map<Slot, Object>> committed) {
        return base != committed;
    }

    /** Whether the object is stored in this view's snapshot. */
    boolean isStored(Item item) {
        return base.containsKey(Cell.record(item.id()));
    }

    /** Takes a new snapshot; the state of objects that others changed is replaced. */
    void renew(Map<Cell, Map<Slot, Object>> committed) {
        Map<Cell, Map<Slot, Object>> before = base;
        base = committed;
        for (Plain object : before == committed ? List.<Plain>of() : List.copyOf(objects.values())) {
            for (Cell cell : Cell.of(object.id())) {
                if (before.get(cell) != committed.get(cell)) {
                    thaw(cell, object);
                }
            }
        }
    }

    /** Stored objects get the state of the snapshot back, new ones keep theirs. */
    void rollback() {
        for (Plain object : List.copyOf(objects.values())) {
            Cell.of(object.id()).forEach(cell -> thaw(cell, object));
        }
    }

    /**
     * What is committed after this view's changes, always a new map; the view goes on with it.
     *
     * @param changed which of the stored objects can have changed
     */
    Map<Cell, Map<Slot, Object>> commit(Map<Cell, Map<Slot, Object>> committed, Predicate<Item> changed) {
        store();
        Map<Cell, Map<Slot, Object>> after = new HashMap<>(committed);
        Map<Cell, Map<Slot, Object>> mine = new HashMap<>();
        for (Plain object : objects.values()) {
            if (isStored(object) && !changed.test(object)) {
                continue;
            }
            for (Cell cell : Cell.of(object.id())) {
                Map<Slot, Object> old = base.get(cell);
                if (old == null || Difference.find(cell, old, object) != null) {
                    Map<Slot, Object> state = freeze(cell, object);
                    mine.put(cell, state);
                    boolean lost = committed.get(cell) != old;
                    after.put(cell, lost ? merge(cell, old, committed.get(cell), state) : state);
                }
            }
        }
        Map<Cell, Map<Slot, Object>> next = new HashMap<>(base);
        next.putAll(mine);
        base = next;
        renew(after);
        return after;
    }

    /** New objects that stored ones refer to are stored. */
    private void store() {
        List<Plain> queue = new ArrayList<>(objects.values());
        for (int i = 0; i < queue.size(); i++) {
            Plain object = queue.get(i);
            for (Cell cell : Cell.of(object.id())) {
                for (Slot slot : cell.slots()) {
                    new Copier(value -> {
                                Plain target = (Plain) value;
                                if (objects.putIfAbsent(target.id(), target) == null) {
                                    queue.add(target);
                                }
                                return value;
                            })
                            .copy(object.get(slot));
                }
            }
        }
    }

    private static Map<Slot, Object> merge(
            Cell cell, Map<Slot, Object> old, Map<Slot, Object> theirs, Map<Slot, Object> mine) {
        if (cell.apart() == null || old == null) {
            return fail("lost update: both changed the record of item %s", cell.id());
        }
        Object was = old.get(cell.apart());
        Object their = theirs.get(cell.apart());
        Object my = mine.get(cell.apart());
        Map<Slot, Object> merged = new EnumMap<>(Slot.class);
        if (my instanceof Long number) {
            merged.put(cell.apart(), number + (Long) their - (Long) was);
        } else if (my instanceof Map<?, ?> map) {
            merged.put(cell.apart(), mergeMaps(cell, (Map<?, ?>) was, (Map<?, ?>) their, map));
        } else if (my instanceof Set<?> set) {
            Map<?, ?> all = mergeMaps(cell, asMap(was), asMap(their), asMap(set));
            merged.put(
                    cell.apart(),
                    my instanceof TreeSet ? new TreeSet<>(all.keySet()) : new java.util.HashSet<>(all.keySet()));
        } else {
            fail("lost update: both changed item %s.%s", cell.id(), cell.apart());
        }
        return merged;
    }

    private static Map<?, ?> asMap(Object set) {
        Map<Object, Object> map = new HashMap<>();
        ((Collection<?>) set).forEach(element -> map.put(element, true));
        return map;
    }

    private static Map<Object, Object> mergeMaps(Cell cell, Map<?, ?> was, Map<?, ?> theirs, Map<?, ?> mine) {
        Map<Object, Object> merged = mine instanceof TreeMap ? new TreeMap<>(theirs) : new HashMap<>(theirs);
        Set<Object> keys = new java.util.HashSet<>(was.keySet());
        keys.addAll(mine.keySet());
        for (Object key : keys) {
            Object before = was.get(key);
            Object after = mine.get(key);
            if (!java.util.Objects.equals(before, after)) {
                if (!java.util.Objects.equals(before, theirs.get(key))) {
                    fail("lost update: both changed item %s.%s[%s]", cell.id(), cell.apart(), key);
                }
                if (after == null) {
                    merged.remove(key);
                } else {
                    merged.put(key, after);
                }
            }
        }
        return merged;
    }

    private Plain object(long id) {
        Plain known = objects.get(id);
        if (known == null) {
            Plain made = new Plain(id);
            objects.put(id, made);
            Cell.of(id).forEach(cell -> thaw(cell, made));
            known = made;
        }
        return known;
    }

    private void thaw(Cell cell, Plain object) {
        Map<Slot, Object> state = base.get(cell);
        if (state == null) {
            throw new IllegalStateException("the twin has no " + cell);
        }
        Copier copier = new Copier(value -> object(((Ref) value).id()));
        cell.slots().forEach(slot -> object.put(slot, copier.copy(state.get(slot))));
    }

    static Map<Slot, Object> freeze(Cell cell, Item object) {
        Copier copier = new Copier(value -> new Ref(((Item) value).id()));
        Map<Slot, Object> state = new EnumMap<>(Slot.class);
        cell.slots().forEach(slot -> state.put(slot, copier.copy(object.get(slot))));
        return state;
    }
}
