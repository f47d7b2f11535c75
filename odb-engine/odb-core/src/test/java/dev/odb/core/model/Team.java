package dev.odb.core.model;

import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.OnLoad;
import dev.odb.Persistent;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One field of each kind that the engine treats differently. */
@Persistent
public class Team {
    public String title = "";
    public List<Person> members = new ArrayList<>();
    public Map<String, List<String>> notes = new HashMap<>();
    public int[] scores = new int[3];
    public final PersistentMap<String, Person> byName = new PersistentMap<>();
    public final PersistentList<String> log = new PersistentList<>();
    public final BTreeMap<Integer, Person> byNumber = new BTreeMap<>();
    public final Counter visits = new Counter();
    public Object anything;
    public transient String greeting;

    @OnLoad
    void greet() {
        greeting = "hello " + title;
    }
}
