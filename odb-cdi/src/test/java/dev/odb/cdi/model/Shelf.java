package dev.odb.cdi.model;

import dev.odb.BTreeMap;
import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds an object in many ways. */
@Persistent
public class Shelf {
    private Object content;
    private List<Object> list = new ArrayList<>();
    private Set<Object> set = new HashSet<>();
    private Map<Object, Object> map = new HashMap<>();
    private BTreeMap<String, Object> tree = new BTreeMap<>();
    private BTreeMap<Board, String> boards = new BTreeMap<>();

    /** A value. */
    public record Pair(int first, Object second) {}

    public Object content() {
        return content;
    }

    public void content(Object content) {
        this.content = content;
    }

    public List<Object> list() {
        return list;
    }

    public Set<Object> set() {
        return set;
    }

    public Map<Object, Object> map() {
        return map;
    }

    public BTreeMap<String, Object> tree() {
        return tree;
    }

    public BTreeMap<Board, String> boards() {
        return boards;
    }
}
