package dev.odb.core.twin;

import dev.odb.BTreeMap;
import dev.odb.BTreeSet;
import dev.odb.Counter;
import dev.odb.Persistent;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import dev.odb.PersistentSet;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** The persistent class: a field of each kind. */
@Persistent
class Stored implements Item {
    private final long id;
    private boolean flag;
    private byte tiny;
    private short small;
    private char letter;
    private int number;
    private long big;
    private float single;
    private double exact;
    private String title;
    private BigDecimal price;
    private Shade shade;
    private Mark mark;
    private Stored next;
    private Object anything;
    private List<String> names;
    private Set<String> words;
    private Collection<String> orderedWords;
    private SortedSet<Integer> numbers;
    private Map<String, Integer> scores;
    private Map<String, Integer> orderedScores;
    private SortedMap<Integer, String> sorted;
    private List<Item> friends;
    private Set<Stored> circle;
    private Map<String, Stored> byName;
    private Map<Stored, List<Integer>> byItem;
    private List<Map<String, List<Integer>>> nested;
    private EnumMap<Shade, List<Stored>> byShade;
    private int[] ints;
    private Object[] objects;
    private String[][] grid;
    private ArrayDeque<Integer> deque;
    private LinkedList<Stored> chain;
    private final PersistentMap<String, Stored> map = new PersistentMap<>();
    private final PersistentList<Stored> list = new PersistentList<>();
    private final PersistentSet<String> set = new PersistentSet<>();
    private final BTreeMap<Integer, Stored> tree = new BTreeMap<>();
    private final BTreeSet<Integer> treeSet = new BTreeSet<>();
    private final Counter counter = new Counter();

    Stored(long id) {
        this.id = id;
    }

    static Stored of(long id) {
        return Slot.isMore(id) ? new StoredMore(id) : new Stored(id);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void count(long delta) {
        counter.add(delta);
    }

    @Override
    public Object get(Slot slot) {
        return switch (slot) {
            case FLAG -> flag;
            case TINY -> tiny;
            case SMALL -> small;
            case LETTER -> letter;
            case NUMBER -> number;
            case BIG -> big;
            case SINGLE -> single;
            case EXACT -> exact;
            case TITLE -> title;
            case PRICE -> price;
            case SHADE -> shade;
            case MARK -> mark;
            case NEXT -> next;
            case ANYTHING -> anything;
            case NAMES -> names;
            case WORDS -> words;
            case ORDERED_WORDS -> orderedWords;
            case NUMBERS -> numbers;
            case SCORES -> scores;
            case ORDERED_SCORES -> orderedScores;
            case SORTED -> sorted;
            case FRIENDS -> friends;
            case CIRCLE -> circle;
            case BY_NAME -> byName;
            case BY_ITEM -> byItem;
            case NESTED -> nested;
            case BY_SHADE -> byShade;
            case INTS -> ints;
            case OBJECTS -> objects;
            case GRID -> grid;
            case DEQUE -> deque;
            case CHAIN -> chain;
            case MAP -> map;
            case LIST -> list;
            case SET -> set;
            case TREE -> tree;
            case TREE_SET -> treeSet;
            case COUNTER -> counter.get();
            default -> throw new IllegalArgumentException(slot.name());
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public void put(Slot slot, Object value) {
        switch (slot) {
            case FLAG -> flag = (Boolean) value;
            case TINY -> tiny = (Byte) value;
            case SMALL -> small = (Short) value;
            case LETTER -> letter = (Character) value;
            case NUMBER -> number = (Integer) value;
            case BIG -> big = (Long) value;
            case SINGLE -> single = (Float) value;
            case EXACT -> exact = (Double) value;
            case TITLE -> title = (String) value;
            case PRICE -> price = (BigDecimal) value;
            case SHADE -> shade = (Shade) value;
            case MARK -> mark = (Mark) value;
            case NEXT -> next = (Stored) value;
            case ANYTHING -> anything = value;
            case NAMES -> names = (List<String>) value;
            case WORDS -> words = (Set<String>) value;
            case ORDERED_WORDS -> orderedWords = (Collection<String>) value;
            case NUMBERS -> numbers = (SortedSet<Integer>) value;
            case SCORES -> scores = (Map<String, Integer>) value;
            case ORDERED_SCORES -> orderedScores = (Map<String, Integer>) value;
            case SORTED -> sorted = (SortedMap<Integer, String>) value;
            case FRIENDS -> friends = (List<Item>) value;
            case CIRCLE -> circle = (Set<Stored>) value;
            case BY_NAME -> byName = (Map<String, Stored>) value;
            case BY_ITEM -> byItem = (Map<Stored, List<Integer>>) value;
            case NESTED -> nested = (List<Map<String, List<Integer>>>) value;
            case BY_SHADE -> byShade = (EnumMap<Shade, List<Stored>>) value;
            case INTS -> ints = (int[]) value;
            case OBJECTS -> objects = (Object[]) value;
            case GRID -> grid = (String[][]) value;
            case DEQUE -> deque = (ArrayDeque<Integer>) value;
            case CHAIN -> chain = (LinkedList<Stored>) value;
            default -> throw new IllegalArgumentException(slot.name());
        }
    }
}
