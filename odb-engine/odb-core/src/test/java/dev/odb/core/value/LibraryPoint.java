package dev.odb.core.value;

/** As if of a library: carries no annotation. */
public class LibraryPoint {
    public int x;
    public int y;
}
