package dev.odb.core.model;

import dev.odb.BTreeMap;
import dev.odb.Persistent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Collections that are built by hashing persistent objects. */
@Persistent
public class Words {
    public Set<Word> set = new HashSet<>();
    public Map<Word, Integer> map = new HashMap<>();
    public BTreeMap<Integer, Word> tree = new BTreeMap<>();
}
