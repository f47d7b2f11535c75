package dev.odb.tests.inflow;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** A root: what was heard of changes. */
@Persistent
public class Activities {
    static final String ROOT = "activity";

    private List<String> entries = new ArrayList<>();

    public void add(String entry) {
        entries.add(entry);
    }

    public List<String> entries() {
        return entries;
    }
}
