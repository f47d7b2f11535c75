package dev.odb.core.twin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One side: where the objects are. */
interface World {
    Item root();

    /** A new object without values. */
    Item create(long id);

    /** Objects kept in variables. */
    List<Item> held();

    /** Values kept in variables. */
    List<Alias> aliases();

    default Item make(Random r) {
        Item made = create(r.nextLong());
        List<Slot> slots = Slot.recordOf(made.id());
        for (int i = 0; i < 5; i++) {
            Slot slot = slots.get(r.nextInt(slots.size()));
            made.put(slot, slot.type.make(this, r));
        }
        return made;
    }

    /** An object found by walking from the root, or one that was kept. */
    default Item pick(Random r) {
        if (!held().isEmpty() && r.nextInt(8) == 0) {
            return held().get(r.nextInt(held().size()));
        }
        return walk(r);
    }

    /** An object found by walking from the root. */
    default Item walk(Random r) {
        Item at = root();
        for (int steps = r.nextInt(14); steps > 0; steps--) {
            List<Item> next = references(at);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get(r.nextInt(next.size()));
        }
        return at;
    }

    /** What an object refers to, in an order that does not depend on the side. */
    static List<Item> references(Item item) {
        List<Item> found = new ArrayList<>();
        add(found, item.get(Slot.NEXT));
        add(found, item.get(Slot.ANYTHING));
        for (Slot slot : List.of(
                Slot.FRIENDS, Slot.CIRCLE, Slot.BY_NAME, Slot.CHAIN, Slot.MAP, Slot.LIST, Slot.TREE, Slot.OBJECTS)) {
            Object value = item.get(slot);
            if (value instanceof Map<?, ?> map) {
                map.entrySet().stream()
                        .sorted(Comparator.comparing(e -> e.getKey().toString()))
                        .forEach(e -> add(found, e.getValue()));
            } else if (slot == Slot.CIRCLE && value != null) {
                ((Collection<?>) value)
                        .stream()
                                .map(Item.class::cast)
                                .sorted(Comparator.comparingLong(Item::id))
                                .forEach(found::add);
            } else if (value instanceof Collection<?> collection) {
                collection.forEach(element -> add(found, element));
            } else if (value instanceof Object[] array) {
                for (Object element : array) {
                    add(found, element);
                }
            }
        }
        return found;
    }

    private static void add(List<Item> found, Object value) {
        if (value instanceof Item item) {
            found.add(item);
        }
    }
}
