package dev.odb.junit.model;

import dev.odb.Persistent;

/** Holds an array, whose changes nobody tells of. */
@Persistent
public class Sheet {
    private int[] cells = new int[4];

    public int[] cells() {
        return cells;
    }
}
