package dev.odb.collections;

import dev.odb.Counter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The least model of an engine that shows what happens to a tree: records with versions, sessions with copies of their
 * own, and a commit that takes the first committer's record, merges the second's, or fails.
 */
final class RecordModel {
    private static final int ROOT = 0;

    private final Map<Integer, Stored> current = new HashMap<>();
    private int nextId = 1;
    private long version = 1;

    RecordModel() {
        current.put(ROOT, new Stored(new State("root", List.of(), List.of(), null), version));
    }

    /** What a record holds; a reference is a {@link Ref}. */
    record State(String type, List<Object> keys, List<Object> items, Ref other) {}

    record Stored(State state, long version) {}

    record Ref(int id) {}

    /** A transaction. */
    final class Session {
        final SmallMap<Integer, Integer> map = new SmallMap<>();
        private final Map<Integer, Stored> base = new HashMap<>(current);
        private final Map<Integer, Object> objects = new HashMap<>();
        private final Map<Object, Integer> ids = new IdentityHashMap<>();
        private final Set<Integer> passed = new HashSet<>();

        Session() {
            put(ROOT, map);
            restore(map, base.get(ROOT).state, this::object);
        }

        private void put(int id, Object object) {
            objects.put(id, object);
            ids.put(object, id);
        }

        private Object object(Ref ref) {
            if (ref == null || objects.containsKey(ref.id)) {
                return ref == null ? null : objects.get(ref.id);
            }
            State state = base.get(ref.id).state;
            Object made = make(state);
            put(ref.id, made);
            restore(made, state, this::object);
            return made;
        }

        /** Notes the inner pages on the way to a key, as the tree does for a change. */
        void pass(Integer key) {
            Page<Integer, Integer> page = map;
            while (page.inner()) {
                if (ids.containsKey(page)) {
                    passed.add(ids.get(page));
                }
                page = page.child(page.branch(key));
            }
        }

        /** Throws if this transaction has lost. */
        void commit() {
            Map<Integer, State> changed = new HashMap<>();
            List<Object> pending = new ArrayList<>(objects.values());
            for (int i = 0; i < pending.size(); i++) {
                Object object = pending.get(i);
                State state = state(object, target -> ref(target, pending));
                int id = ids.get(object);
                if (!base.containsKey(id) || !base.get(id).state.equals(state)) {
                    changed.put(id, state);
                }
            }
            changed.replaceAll(this::merged);
            for (int id : passed) {
                if (!changed.containsKey(id) && current.get(id).version != base.get(id).version) {
                    throw CollectionMessages.conflict(100, "an inner page passed is not current");
                }
            }
            version++;
            changed.forEach((id, state) -> current.put(id, new Stored(state, version)));
        }

        private Ref ref(Object target, List<Object> pending) {
            if (target == null) {
                return null;
            }
            if (!ids.containsKey(target)) {
                put(nextId++, target);
                pending.add(target);
            }
            return new Ref(ids.get(target));
        }

        private State merged(int id, State mine) {
            Stored old = base.get(id);
            if (old == null || current.get(id).version == old.version) {
                return mine;
            }
            Map<Ref, Object> references = new HashMap<>();
            Object merged = resolve(
                    copy(old.state, references), copy(current.get(id).state, references), copy(mine, references));
            Map<Object, Ref> back = new IdentityHashMap<>();
            references.forEach((ref, object) -> back.put(object, ref));
            return state(merged, back::get);
        }
    }

    private interface Loader {
        Object object(Ref ref);
    }

    private interface Saver {
        Ref ref(Object object);
    }

    /** A stand-alone copy; what it refers to is one placeholder for each record. */
    private static Object copy(State state, Map<Ref, Object> references) {
        Object made = make(state);
        restore(made, state, ref -> ref == null ? null : references.computeIfAbsent(ref, r -> placeholder(state)));
        return made;
    }

    private static Object placeholder(State referrer) {
        return referrer.type.equals("root") ? new Counter() : new Bucket<>(null, List.of(), List.of(), null);
    }

    @SuppressWarnings("unchecked")
    private static Object resolve(Object old, Object committed, Object mine) {
        if (mine instanceof Counter counter) {
            return counter.resolve((Counter) old, (Counter) committed, counter);
        }
        if (mine instanceof Bucket<?, ?>) {
            Bucket<Integer, Integer> bucket = (Bucket<Integer, Integer>) mine;
            return bucket.resolve((Bucket<Integer, Integer>) old, (Bucket<Integer, Integer>) committed, bucket);
        }
        if (mine instanceof Tree<?, ?>) {
            Tree<Integer, Integer> tree = (Tree<Integer, Integer>) mine;
            return tree.resolve((Tree<Integer, Integer>) old, (Tree<Integer, Integer>) committed, tree);
        }
        throw CollectionMessages.conflict(11, "an inner page resolves nothing");
    }

    private static Object make(State state) {
        return switch (state.type) {
            case "root" -> new SmallMap<Integer, Integer>();
            case "node" -> new Node<Integer, Integer>(null, List.of(), List.of());
            case "bucket" -> new Bucket<Integer, Integer>(null, List.of(), List.of(), null);
            default -> new Counter((Long) state.items.get(0));
        };
    }

    @SuppressWarnings("unchecked")
    private static void restore(Object made, State state, Loader loader) {
        if (!(made instanceof Page<?, ?>)) {
            return;
        }
        Page<Object, Object> page = (Page<Object, Object>) made;
        List<Object> items = new ArrayList<>();
        state.items.forEach(item -> items.add(item instanceof Ref ref ? loader.object(ref) : item));
        page.fill(state.keys, items);
        if (made instanceof Bucket<?, ?>) {
            ((Bucket<Object, Object>) made).next((Bucket<Object, Object>) loader.object(state.other));
        } else if (made instanceof Tree<?, ?>) {
            count((Tree<?, ?>) made, (Counter) loader.object(state.other));
        }
    }

    private static State state(Object object, Saver saver) {
        if (object instanceof Counter counter) {
            return new State("counter", List.of(), List.of(counter.get()), null);
        }
        Page<?, ?> page = (Page<?, ?>) object;
        List<Object> items = new ArrayList<>();
        page.items().forEach(item -> items.add(item instanceof Page<?, ?> child ? saver.ref(child) : item));
        Object other = page instanceof Bucket<?, ?> b ? b.next() : page instanceof Tree<?, ?> t ? t.era() : null;
        String type = page instanceof Bucket<?, ?> ? "bucket" : page instanceof Node<?, ?> ? "node" : "root";
        return new State(type, List.copyOf(page.keys()), items, saver.ref(other));
    }

    private static void count(Tree<?, ?> tree, Counter counter) {
        try {
            Field count = Tree.class.getDeclaredField("count");
            count.setAccessible(true);
            count.set(tree, counter);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
