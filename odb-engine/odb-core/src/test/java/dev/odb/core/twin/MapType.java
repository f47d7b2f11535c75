package dev.odb.core.twin;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    public boolean mutable() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object change(Object value, World world, Random r) {
        Map<Object, Object> map = (Map<Object, Object>) value;
        if (element.mutable() && !map.isEmpty() && r.nextBoolean()) {
            return element.change(map.get(Means.one(map.keySet(), r)), world, r);
        }
        if (map instanceof NavigableMap<Object, Object> navigable && r.nextInt(3) == 0) {
            return byRange(navigable, world, r);
        }
        Object at = r.nextBoolean() && !map.isEmpty() ? Means.one(map.keySet(), r) : key.make(world, r);
        return r.nextBoolean() ? byView(map, at, world, r) : direct(map, at, world, r);
    }

    private Object direct(Map<Object, Object> map, Object at, World world, Random r) {
        Object made = element.make(world, r);
        return switch (r.nextInt(10)) {
            case 0 -> map.remove(at);
            case 1 -> map.compute(at, (k, old) -> old == null ? made : null);
            case 2 -> map.computeIfAbsent(at, k -> made);
            case 3 -> map.computeIfPresent(at, (k, old) -> made);
            case 4 -> map.merge(at, made, (old, more) -> Means.hit(old, 0) ? null : more);
            case 5 -> map.putIfAbsent(at, made);
            case 6 -> map.replace(at, made);
            case 7 -> {
                map.putAll(Map.of(at, made));
                yield null;
            }
            case 8 -> {
                if (map.size() > Means.LARGE || r.nextInt(5) == 0) {
                    map.clear();
                }
                yield null;
            }
            default -> map.put(at, made);
        };
    }

    private Object byView(Map<Object, Object> map, Object at, World world, Random r) {
        Object made = element.mutable() ? null : element.make(world, r);
        int which = r.nextInt(3);
        switch (r.nextInt(7)) {
            case 0 -> {
                return map.keySet().remove(at);
            }
            case 1 -> {
                return map.entrySet().removeIf(e -> Means.hit(e.getKey(), which));
            }
            case 2 -> {
                return map.values().removeIf(e -> Means.hit(e, which));
            }
            case 3 -> {
                return Means.removeWhile(map.keySet().iterator(), which);
            }
            case 4 -> {
                return Means.removeWhile(map.values().iterator(), which);
            }
            case 5 -> map.replaceAll((k, e) -> made != null && Means.hit(k, which) ? made : e);
            default -> {
                for (Map.Entry<Object, Object> entry : map.entrySet()) {
                    if (entry.getKey().equals(at) && made != null) {
                        return entry.setValue(made);
                    }
                }
            }
        }
        return null;
    }

    private Object byRange(NavigableMap<Object, Object> map, World world, Random r) {
        Object at = key.make(world, r);
        Object made = element.make(world, r);
        switch (r.nextInt(7)) {
            case 0 -> {
                Map.Entry<Object, Object> first = map.pollFirstEntry();
                return first == null ? null : first.getValue();
            }
            case 1 -> map.headMap(at, false).clear();
            case 2 -> {
                return map.tailMap(at, true).put(at, made);
            }
            case 3 -> {
                return map.descendingMap().put(at, made);
            }
            case 4 -> {
                return map.tailMap(at, true).entrySet().removeIf(e -> Means.hit(e.getKey(), 1));
            }
            case 5 -> {
                return map.descendingKeySet().remove(at);
            }
            default -> {
                for (Map.Entry<Object, Object> entry : map.tailMap(at, true).entrySet()) {
                    return entry.setValue(made);
                }
            }
        }
        return null;
    }
}
