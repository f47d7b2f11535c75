package dev.odb.junit.howto;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** The root of a second database: what was done. */
@Persistent
public class Journal {
    private List<String> entries = new ArrayList<>();

    public void add(String entry) {
        entries.add(entry);
    }

    public List<String> entries() {
        return entries;
    }
}
