package dev.odb.core.model;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collections that tell of their changes, one within another. */
@Persistent
public class Shelf {
    public int number;
    public List<String> names = new ArrayList<>();
    public Map<String, List<Integer>> rows = new HashMap<>();

    public Shelf(int number) {
        this.number = number;
    }
}
