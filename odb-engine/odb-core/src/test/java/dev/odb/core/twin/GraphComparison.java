package dev.odb.core.twin;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares all objects that can be reached with the committed state of the twin. */
final class GraphComparison {
    private final Map<Cell, Map<Slot, Object>> committed;
    private final Map<Cell, Map<Slot, Object>> reached = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final List<Item> queue = new ArrayList<>();

    GraphComparison(Map<Cell, Map<Slot, Object>> committed) {
        this.committed = committed;
    }

    /** Fails with the first difference; gives the part of the state that was reached. */
    Map<Cell, Map<Slot, Object>> compare(Item root) {
        visit(root);
        for (int i = 0; i < queue.size(); i++) {
            Item item = queue.get(i);
            for (Cell cell : Cell.of(item.id())) {
                compare(cell, item);
            }
        }
        return reached;
    }

    private void compare(Cell cell, Item item) {
        Map<Slot, Object> expected = committed.get(cell);
        if (expected == null) {
            fail("the twin has no %s", cell);
        }
        if ((item instanceof StoredMore) != Slot.isMore(item.id())) {
            fail("item %s is of %s", item.id(), item.getClass());
        }
        String difference = Difference.find(cell, expected, item);
        if (difference != null) {
            fail(difference);
        }
        reached.put(cell, expected);
        for (Slot slot : cell.slots()) {
            new References(this::visit).of(item.get(slot));
        }
    }

    private void visit(Item item) {
        if (seen.add(item.id())) {
            queue.add(item);
        }
    }
}
