package dev.odb.core.twin;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;

/**
 * One change of one value, which is all that its transaction does: if it is not noticed, nothing else marks the object.
 * The value may have been put into its field, or into a variable, by the transaction before.
 */
final class Lone {
    private final Deck.Card card;
    private final long walk;
    private final boolean assign;
    private final boolean byVariable;
    private final Map<World, Item> items = new IdentityHashMap<>();
    private final Map<World, Object> variables = new IdentityHashMap<>();

    Lone(Deck.Card card, Random r) {
        this.card = card;
        walk = r.nextLong();
        assign = r.nextInt(3) == 0;
        byVariable = r.nextInt(3) == 0;
    }

    /** Where the object stands. */
    long walk() {
        return walk;
    }

    /** Whether the object is the one that is changed. */
    boolean isOf(Item item) {
        return items.containsValue(item);
    }

    /** What the transaction before does: sees to a value in the field and takes it into a variable. */
    Object prepare(World world, Random r) {
        Item item = world.walk(new Random(walk));
        Slot slot = card.slot();
        if (!slot.isOf(item.id())) {
            return null;
        }
        items.put(world, item);
        if (!slot.apart && (assign || item.get(slot) == null)) {
            item.put(slot, slot.type.make(world, r));
        }
        if (byVariable) {
            variables.put(world, item.get(slot));
        }
        return item;
    }

    /** The change. */
    Object change(World world, Random r) {
        Item item = items.get(world);
        if (item == null) {
            return null;
        }
        Object value = byVariable ? variables.get(world) : item.get(card.slot());
        return card.slot().type.change(card.means(), value, world, r);
    }

    @Override
    public String toString() {
        return card + (assign ? ", just assigned" : "") + (byVariable ? ", by a variable" : "");
    }
}
