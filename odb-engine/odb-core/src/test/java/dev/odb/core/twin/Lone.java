package dev.odb.core.twin;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;

/**
 * One change of one value, which is all that its transaction does: if it is not noticed, nothing else marks the object.
 * The value may have been put into its field, or into a variable, by the transaction before.
 */
final class Lone {
    private static final int WALKS = 8;

    private final Deck.Card card;
    private final long walk;
    private final boolean assigned;
    private final boolean byVariable;
    private final Map<World, Item> items = new IdentityHashMap<>();
    private final Map<World, Object> variables = new IdentityHashMap<>();

    Lone(Deck.Card card, Random r, boolean roomy) {
        this.card = card;
        walk = r.nextLong();
        assigned = r.nextInt(3) == 0;
        byVariable = r.nextInt(3) == 0 && roomy;
    }

    /** Whether the value is to be one that was not loaded. */
    boolean assigned() {
        return assigned;
    }

    /** Whether the object is the one that is changed. */
    boolean isOf(Item item) {
        return items.containsValue(item);
    }

    /** The object that has the field; null if none was found. */
    Item find(World world) {
        Item found = null;
        for (int i = 0; i < WALKS && !isBest(found); i++) {
            Item item = world.walk(new Random(walk + i));
            if (card.slot().isOf(item.id()) && (found == null || isBest(item))) {
                found = item;
            }
        }
        items.put(world, found);
        return found;
    }

    /** Where a tracked value was loaded nothing else than its tracking should be able to tell of the change. */
    private boolean isBest(Item item) {
        return item != null && (assigned || Slot.isTracked(item.id()) || Slot.UNTRACKED.contains(card.slot()));
    }

    /** Sees to a value in the field. */
    Object assign(World world, Random r) {
        Item item = find(world);
        Slot slot = card.slot();
        if (item != null && !slot.apart && (assigned || Means.isEmpty(item.get(slot)))) {
            Object made = slot.type.make(world, r);
            item.put(slot, Means.isEmpty(made) ? slot.type.make(world, r) : made);
        }
        return item;
    }

    /** Takes the value into a variable. */
    Object read(World world, Random r) {
        Item item = find(world);
        if (item != null && byVariable) {
            variables.put(world, item.get(card.slot()));
        }
        return item;
    }

    /** The change. */
    Object change(World world, Random r) {
        Item item = items.get(world);
        Object value = byVariable || item == null ? variables.get(world) : item.get(card.slot());
        return value == null ? null : card.slot().type.change(card.means(), value, world, r);
    }

    @Override
    public String toString() {
        return card + (assigned ? ", just assigned" : "") + (byVariable ? ", by a variable" : "");
    }
}
