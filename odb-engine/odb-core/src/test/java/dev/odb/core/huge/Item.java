package dev.odb.core.huge;

import dev.odb.Persistent;

/** Some 200 bytes. */
@Persistent
class Item {
    private static final String PADDING = "x".repeat(180);

    private final int number;
    private String text;

    Item(int number) {
        this.number = number;
        text(0);
    }

    void text(int version) {
        text = number + ":" + version + ":" + PADDING;
    }

    boolean isVersion(int version) {
        return text.equals(number + ":" + version + ":" + PADDING);
    }
}
