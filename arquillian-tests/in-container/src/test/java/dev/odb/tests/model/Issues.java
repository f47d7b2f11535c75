package dev.odb.tests.model;

import dev.odb.Persistent;
import dev.odb.PersistentMap;

/** The root of the tests. */
@Persistent
public class Issues {
    private PersistentMap<String, Issue> byKey = new PersistentMap<>();

    public Issue add(String key) {
        Issue issue = new Issue(key);
        byKey.put(key, issue);
        return issue;
    }

    /** The issue of that key, or null. */
    public Issue get(String key) {
        return byKey.get(key);
    }

    public boolean has(String key) {
        return byKey.containsKey(key);
    }
}
