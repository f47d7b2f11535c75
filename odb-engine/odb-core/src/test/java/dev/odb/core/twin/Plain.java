package dev.odb.core.twin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The twin of a {@link Stored}. */
final class Plain implements Item {
    private final long id;
    private final Map<Slot, Object> values = new EnumMap<>(Slot.class);

    Plain(long id) {
        this.id = id;
        values.put(Slot.FLAG, false);
        values.put(Slot.TINY, (byte) 0);
        values.put(Slot.SMALL, (short) 0);
        values.put(Slot.LETTER, (char) 0);
        values.put(Slot.NUMBER, 0);
        values.put(Slot.BIG, 0L);
        values.put(Slot.SINGLE, 0F);
        values.put(Slot.EXACT, 0D);
        values.put(Slot.MAP, new HashMap<>());
        values.put(Slot.LIST, new ArrayList<>());
        values.put(Slot.SET, new HashSet<>());
        values.put(Slot.TREE, new TreeMap<>());
        values.put(Slot.TREE_SET, new TreeSet<>());
        values.put(Slot.COUNTER, 0L);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Object get(Slot slot) {
        return values.get(slot);
    }

    @Override
    public void put(Slot slot, Object value) {
        values.put(slot, value);
    }

    @Override
    public void count(long delta) {
        values.merge(Slot.COUNTER, delta, (a, b) -> (Long) a + (Long) b);
    }
}
