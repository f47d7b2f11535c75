package dev.odb.core.model;

import dev.odb.Persistent;

/** A value that can be changed without a call beside one that cannot be changed. */
@Persistent
public class Grid {
    public int number;
    public int[] cells = new int[4];

    public Grid(int number) {
        this.number = number;
    }
}
