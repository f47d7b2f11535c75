package dev.odb.core.twin;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Maps, navigable ones too. */
record MapType(Type key, Type element, Form form) implements Type {
    enum Form {
        HASH,
        LINKED,
        TREE,
        ENUM
    }

    private static final List<Mean<MapType, Map<Object, Object>>> DIRECT = List.of(
            (type, map, world, r) -> map.put(type.at(map, world, r), type.element.make(world, r)),
            (type, map, world, r) -> map.remove(type.at(map, world, r)),
            (type, map, world, r) -> {
                Object made = type.element.make(world, r);
                return map.compute(type.at(map, world, r), (k, old) -> old == null ? made : null);
            },
            (type, map, world, r) -> {
                Object made = type.element.make(world, r);
                return map.computeIfAbsent(type.key.make(world, r), k -> made);
            },
            (type, map, world, r) -> {
                Object made = type.element.make(world, r);
                return map.computeIfPresent(type.at(map, world, r), (k, old) -> made);
            },
            (type, map, world, r) -> map.merge(
                    type.at(map, world, r),
                    type.element.make(world, r),
                    (old, more) -> Means.hit(old, 0) ? null : more),
            (type, map, world, r) -> map.putIfAbsent(type.key.make(world, r), type.element.make(world, r)),
            (type, map, world, r) -> map.replace(type.at(map, world, r), type.element.make(world, r)),
            (type, map, world, r) -> {
                Object at = type.at(map, world, r);
                return map.replace(at, map.get(at), type.element.make(world, r));
            },
            (type, map, world, r) -> {
                Object at = type.at(map, world, r);
                return map.remove(at, map.get(at));
            },
            (type, map, world, r) -> {
                map.putAll(Map.of(type.at(map, world, r), type.element.make(world, r)));
                return null;
            },
            (type, map, world, r) -> {
                if (map.size() > Means.LARGE || r.nextInt(3) == 0) {
                    map.clear();
                }
                return null;
            },
            MapType::inner,
            MapType::inner);

    private static final List<Mean<MapType, Map<Object, Object>>> VIEWS = List.of(
            (type, map, world, r) -> map.keySet().remove(type.at(map, world, r)),
            (type, map, world, r) -> {
                int which = r.nextInt(3);
                return map.entrySet().removeIf(e -> Means.hit(e.getKey(), which));
            },
            (type, map, world, r) -> {
                int which = r.nextInt(3);
                return map.values().removeIf(e -> Means.hit(e, which));
            },
            (type, map, world, r) -> Means.removeWhile(map.keySet().iterator(), r.nextInt(3)),
            (type, map, world, r) -> Means.removeWhile(map.values().iterator(), r.nextInt(3)),
            MapType::removeEntries,
            MapType::replaceAll,
            MapType::setValue,
            MapType::setValue,
            MapType::setValues);

    private static final List<Mean<MapType, NavigableMap<Object, Object>>> RANGES = List.of(
            (type, map, world, r) -> Means.value(map.pollFirstEntry()),
            (type, map, world, r) -> Means.value(map.pollLastEntry()),
            (type, map, world, r) -> {
                map.headMap(type.key.make(world, r), false).clear();
                return null;
            },
            (type, map, world, r) -> {
                Object at = type.key.make(world, r);
                return map.tailMap(at, true).put(at, type.element.make(world, r));
            },
            (type, map, world, r) -> map.descendingMap().put(type.key.make(world, r), type.element.make(world, r)),
            (type, map, world, r) ->
                    map.tailMap(type.key.make(world, r), true).entrySet().removeIf(e -> Means.hit(e.getKey(), 1)),
            (type, map, world, r) -> map.descendingKeySet().remove(type.at(map, world, r)),
            (type, map, world, r) -> {
                Object made = type.element.make(world, r);
                Iterator<Map.Entry<Object, Object>> entries =
                        map.tailMap(type.at(map, world, r), true).entrySet().iterator();
                return entries.hasNext() ? entries.next().setValue(made) : null;
            });

    private static final List<Mean<?, ?>> ANY = Means.all(DIRECT, VIEWS);
    private static final List<Mean<?, ?>> NAVIGABLE = Means.all(ANY, RANGES);

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Object make(World world, Random r) {
        Map<Object, Object> made =
                switch (form) {
                    case HASH -> new HashMap<>();
                    case LINKED -> new LinkedHashMap<>();
                    case TREE -> new TreeMap<>();
                    case ENUM -> new EnumMap(Shade.class);
                };
        for (int i = r.nextInt(5); i > 0; i--) {
            made.put(key.make(world, r), element.make(world, r));
        }
        return made;
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return form == Form.TREE ? NAVIGABLE : ANY;
    }

    /** A key, mostly one that is there. */
    private Object at(Map<Object, Object> map, World world, Random r) {
        return r.nextInt(3) > 0 && !map.isEmpty() ? Means.one(map.keySet(), r) : key.make(world, r);
    }

    private Object inner(Map<Object, Object> map, World world, Random r) {
        return element.mutable() && !map.isEmpty()
                ? element.change(map.get(Means.one(map.keySet(), r)), world, r)
                : map.put(at(map, world, r), element.make(world, r));
    }

    private Object removeEntries(Map<Object, Object> map, World world, Random r) {
        int which = r.nextInt(3);
        int removed = 0;
        for (Iterator<Map.Entry<Object, Object>> at = map.entrySet().iterator(); at.hasNext(); ) {
            if (Means.hit(at.next().getKey(), which)) {
                at.remove();
                removed++;
            }
        }
        return removed;
    }

    private Object replaceAll(Map<Object, Object> map, World world, Random r) {
        int which = r.nextInt(6);
        Object made = element.mutable() ? null : element.make(world, r);
        map.replaceAll((k, e) -> made != null && (which > 2 || Means.hit(k, which)) ? made : e);
        return null;
    }

    private Object setValue(Map<Object, Object> map, World world, Random r) {
        Object at = Means.one(map.keySet(), r);
        Object made = element.make(world, r);
        for (Map.Entry<Object, Object> entry : map.entrySet()) {
            if (entry.getKey().equals(at)) {
                return entry.setValue(made);
            }
        }
        return null;
    }

    private Object setValues(Map<Object, Object> map, World world, Random r) {
        int which = r.nextInt(6);
        Object made = element.mutable() ? null : element.make(world, r);
        map.entrySet().stream()
                .filter(entry -> made != null && (which > 2 || Means.hit(entry.getKey(), which)))
                .forEach(entry -> entry.setValue(made));
        return null;
    }
}
