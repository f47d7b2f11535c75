package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import dev.odb.spi.StateReader;
import dev.odb.spi.StateWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An owner that keeps the saved states in memory and makes ghosts of unchanged objects whenever it is told to. */
final class GhostingOwner implements Owner {
    private final Map<Managed, List<Object>> saved = new IdentityHashMap<>();
    private final Random random;
    int loads;

    GhostingOwner(Random random) {
        this.random = random;
    }

    @Override
    public Managed read(Managed object) {
        if (object.$odb_state() == ObjectState.GHOST) {
            Iterator<Object> values = saved.get(object).iterator();
            object.$odb_read((StateReader) Proxy.newProxyInstance(
                    Owner.class.getClassLoader(),
                    new Class<?>[] {StateReader.class},
                    (self, method, args) -> copy(values.next())));
            object.$odb_state(ObjectState.UP_TO_DATE);
            loads++;
        }
        return object;
    }

    @Override
    public Managed write(Managed object) {
        read(object).$odb_state(ObjectState.CHANGED);
        return object;
    }

    @Override
    public Managed target(Managed object) {
        return object;
    }

    @Override
    public void readCurrent(Managed object) {
        assertThat(object.$odb_state()).isNotEqualTo(ObjectState.UNSAVED);
    }

    /** Saves what is reachable and new, or changed. */
    void commit(Managed object) {
        if (object.$odb_state() == ObjectState.UP_TO_DATE || object.$odb_state() == ObjectState.GHOST) {
            read(object);
        }
        List<Object> state = state(object);
        saved.put(object, state);
        object.$odb_owner(this);
        object.$odb_state(ObjectState.UP_TO_DATE);
        for (Object value : state) {
            for (Object part : value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
                if (part instanceof Managed target && target.$odb_state() >= ObjectState.UNSAVED) {
                    commit(target);
                }
            }
        }
        saved.keySet().stream()
                .filter(other -> other.$odb_state() == ObjectState.CHANGED)
                .findFirst()
                .ifPresent(this::commit);
    }

    void evictSome() {
        for (Managed object : saved.keySet()) {
            if (object.$odb_state() == ObjectState.UP_TO_DATE && random.nextBoolean()) {
                object.$odb_clear();
                object.$odb_state(ObjectState.GHOST);
            }
        }
    }

    /** Each object whose state differs from the saved one must be marked. */
    void requireChangesMarked() {
        saved.forEach((object, state) -> {
            if (object.$odb_state() == ObjectState.UP_TO_DATE) {
                assertThat(state(object)).as("%s", object.getClass()).isEqualTo(state);
            }
        });
    }

    private static List<Object> state(Managed object) {
        List<Object> state = new ArrayList<>();
        object.$odb_write((StateWriter) Proxy.newProxyInstance(
                Owner.class.getClassLoader(), new Class<?>[] {StateWriter.class}, (self, method, args) -> {
                    state.add(copy(args[0]));
                    return null;
                }));
        return state;
    }

    /** Lists are copied, and numbers in them made anew: a load gives equal values, not the same. */
    private static Object copy(Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> copy = new ArrayList<>();
        list.forEach(part -> copy.add(part instanceof String text ? new String(text.toCharArray()) : part));
        return copy;
    }
}
