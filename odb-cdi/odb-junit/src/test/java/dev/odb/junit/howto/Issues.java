package dev.odb.junit.howto;

import dev.odb.Persistent;
import dev.odb.PersistentMap;

/** The root of the tracker. */
@Persistent
public class Issues {
    private PersistentMap<String, Issue> byKey = new PersistentMap<>();

    public Issue add(Issue issue) {
        byKey.put(issue.key(), issue);
        return issue;
    }

    public Issue get(String key) {
        return byKey.get(key);
    }
}
