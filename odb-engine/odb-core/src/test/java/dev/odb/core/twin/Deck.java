package dev.odb.core.twin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Deals every means of changing every kind of value before it deals one again, so that none is rare. */
final class Deck {
    /**
     * A field and the number of a means by which its value can be changed.
     *
     * @param slot the field
     * @param means an index into the means of its type
     */
    record Card(Slot slot, int means) {}

    private static final List<List<Card>> MEANS = means();

    private final Deque<List<Card>> left = new ArrayDeque<>();

    /** One means has a card for each field to which it can be applied. */
    private static List<List<Card>> means() {
        Map<Mean<?, ?>, List<Card>> cards = new LinkedHashMap<>();
        for (Slot slot : Slot.values()) {
            List<? extends Mean<?, ?>> means = slot.type.means();
            for (int i = 0; i < means.size(); i++) {
                cards.computeIfAbsent(means.get(i), key -> new ArrayList<>()).add(new Card(slot, i));
            }
        }
        return List.copyOf(cards.values());
    }

    /** How many cards are dealt in a round. */
    static int size() {
        return MEANS.size();
    }

    Card deal(Random r) {
        if (left.isEmpty()) {
            List<List<Card>> shuffled = new ArrayList<>(MEANS);
            Collections.shuffle(shuffled, r);
            left.addAll(shuffled);
        }
        List<Card> cards = left.remove();
        return cards.get(r.nextInt(cards.size()));
    }
}
