package dev.odb.core.model;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** Has others, a value that tells of changes and one that does not. */
@Persistent
public class Knot {
    public int value;
    public String text = "";
    public int[] numbers = new int[2];
    public List<Knot> next = new ArrayList<>();
}
