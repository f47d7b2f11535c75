package dev.odb.core.twin;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A field of an {@link Item} with the type of its values. */
enum Slot {
    FLAG(Type.scalar(Random::nextBoolean)),
    TINY(Type.scalar(r -> (byte) r.nextInt())),
    SMALL(Type.scalar(r -> (short) r.nextInt())),
    LETTER(Type.scalar(r -> (char) r.nextInt(Character.MIN_SURROGATE))),
    NUMBER(Type.scalar(r -> r.nextBoolean() ? r.nextInt() : r.nextInt(10))),
    BIG(Type.scalar(Random::nextLong)),
    SINGLE(Type.scalar(Random::nextFloat)),
    EXACT(Type.scalar(Random::nextDouble)),
    TITLE(Type.TEXT),
    PRICE(Type.scalar(r -> BigDecimal.valueOf(r.nextInt(1000), r.nextInt(4)))),
    SHADE(Type.SHADE),
    MARK(new MarkType()),
    NEXT(Type.ITEM),
    ANYTHING(new AnyType()),
    NAMES(new ListType(Type.TEXT, false)),
    WORDS(new SetType(Type.TEXT, SetType.Form.HASH)),
    ORDERED_WORDS(new SetType(Type.TEXT, SetType.Form.LINKED)),
    NUMBERS(new SetType(Type.SMALL_NUMBER, SetType.Form.TREE)),
    SCORES(new MapType(Type.TEXT, Type.SMALL_NUMBER, MapType.Form.HASH)),
    ORDERED_SCORES(new MapType(Type.TEXT, Type.SMALL_NUMBER, MapType.Form.LINKED)),
    SORTED(new MapType(Type.SMALL_NUMBER, Type.TEXT, MapType.Form.TREE)),
    FRIENDS(new ListType(Type.ITEM, false)),
    CIRCLE(new SetType(Type.ITEM, SetType.Form.HASH)),
    BY_NAME(new MapType(Type.TEXT, Type.ITEM, MapType.Form.HASH)),
    BY_ITEM(new MapType(Type.ITEM, new ListType(Type.SMALL_NUMBER, false), MapType.Form.HASH)),
    NESTED(new ListType(new MapType(Type.TEXT, new ListType(Type.SMALL_NUMBER, false), MapType.Form.HASH), false)),
    BY_SHADE(new MapType(Type.SHADE, new ListType(Type.ITEM, false), MapType.Form.ENUM)),
    INTS(ArrayType.INTS),
    OBJECTS(ArrayType.OBJECTS),
    GRID(ArrayType.GRID),
    DEQUE(new DequeType(Type.SMALL_NUMBER)),
    CHAIN(new ListType(Type.ITEM, true)),
    MAP(new MapType(Type.TEXT, Type.ITEM, MapType.Form.HASH), true),
    LIST(new ListType(Type.ITEM, false), true),
    SET(new SetType(Type.TEXT, SetType.Form.HASH), true),
    TREE(new MapType(Type.WIDE_NUMBER, Type.ITEM, MapType.Form.TREE), true),
    TREE_SET(new SetType(Type.WIDE_NUMBER, SetType.Form.TREE), true),
    COUNTER(Type.scalar(Random::nextLong), true),
    MORE_TITLE(Type.TEXT),
    MORE_REVERSED(new SetType(Type.TEXT, SetType.Form.REVERSE)),
    MORE_MATRIX(ArrayType.MATRIX);

    private static final List<Slot> RECORD =
            Arrays.stream(values()).filter(s -> !s.apart).toList();

    /** Those that may hold what is found by comparison only. */
    static final Set<Slot> UNTRACKED = EnumSet.of(ANYTHING, BY_SHADE, INTS, OBJECTS, GRID, MORE_MATRIX);

    private static final List<List<Slot>> RECORDS = IntStream.range(0, 8)
            .mapToObj(id -> RECORD.stream().filter(s -> s.isOf(id)).toList())
            .toList();

    /** Those that are objects of their own. */
    static final List<Slot> APART = Arrays.stream(values()).filter(s -> s.apart).toList();

    final transient Type type;
    final boolean apart;

    Slot(Type type) {
        this(type, false);
    }

    Slot(Type type, boolean apart) {
        this.type = type;
        this.apart = apart;
    }

    /** Whether an object of that id has the field; every other object is of the subclass. */
    boolean isOf(long id) {
        return (isMore(id) || !name().startsWith("MORE_")) && !(isTracked(id) && UNTRACKED.contains(this));
    }

    static boolean isMore(long id) {
        return (id & 1) == 1;
    }

    /** Half of the objects never hold what is found by comparison: it would find also what their collections forget. */
    static boolean isTracked(long id) {
        return (id & 4) == 4;
    }

    boolean primitive() {
        return ordinal() <= EXACT.ordinal();
    }

    /** The slots of one record that an object has. */
    static List<Slot> recordOf(long id) {
        return RECORDS.get((int) (id & 7));
    }
}
