package dev.odb.core.twin;

import java.util.ArrayList;
import java.util.List;

/** What is stored together: the record of an object, or one of the collections that are objects of their own. */
record Cell(long id, Slot apart) {
    static Cell record(long id) {
        return new Cell(id, null);
    }

    static List<Cell> of(long id) {
        List<Cell> cells = new ArrayList<>();
        for (Slot slot : Slot.APART) {
            cells.add(new Cell(id, slot));
        }
        cells.add(record(id));
        return cells;
    }

    List<Slot> slots() {
        return apart == null ? Slot.recordOf(id) : List.of(apart);
    }
}
