package dev.odb.core.twin;

import java.util.NavigableSet;

/** A subclass with fields of its own. */
class StoredMore extends Stored {
    private String moreTitle;
    private NavigableSet<String> reversed;
    private int[][] matrix;

    StoredMore(long id) {
        super(id);
    }

    @Override
    public Object get(Slot slot) {
        return switch (slot) {
            case MORE_TITLE -> moreTitle;
            case MORE_REVERSED -> reversed;
            case MORE_MATRIX -> matrix;
            default -> super.get(slot);
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public void put(Slot slot, Object value) {
        switch (slot) {
            case MORE_TITLE -> moreTitle = (String) value;
            case MORE_REVERSED -> reversed = (NavigableSet<String>) value;
            case MORE_MATRIX -> matrix = (int[][]) value;
            default -> super.put(slot, value);
        }
    }
}
