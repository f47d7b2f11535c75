package dev.odb.core.record;

/** The kinds of values with their tags. Tags are never given another meaning. */
enum ValueKind {
    NULL(0),
    REFERENCE(1),
    BACK(2),
    STRING(3),
    FALSE(4),
    TRUE(5),
    BYTE(6),
    SHORT(7),
    CHARACTER(8),
    INTEGER(9),
    LONG(10),
    FLOAT(11),
    DOUBLE(12),
    BIG_INTEGER(13),
    BIG_DECIMAL(14),
    UUID(15),
    URI(16),
    LOCALE(17),
    LOCAL_DATE(20),
    LOCAL_TIME(21),
    LOCAL_DATE_TIME(22),
    INSTANT(23),
    DURATION(24),
    PERIOD(25),
    ZONED_DATE_TIME(26),
    OFFSET_DATE_TIME(27),
    OFFSET_TIME(28),
    ZONE_REGION(29),
    ZONE_OFFSET(30),
    YEAR(31),
    YEAR_MONTH(32),
    MONTH_DAY(33),
    OPTIONAL(40),
    ENUM(41),
    RECORD(42),
    PRIMITIVE_ARRAY(43),
    OBJECT_ARRAY(44),
    ARRAY_LIST(50),
    LINKED_LIST(51),
    ARRAY_DEQUE(52),
    HASH_SET(53),
    LINKED_HASH_SET(54),
    TREE_SET(55),
    ENUM_SET(56),
    HASH_MAP(57),
    LINKED_HASH_MAP(58),
    TREE_MAP(59),
    ENUM_MAP(60),
    IMMUTABLE_LIST(61),
    IMMUTABLE_SET(62),
    IMMUTABLE_MAP(63),
    IMMUTABLE_COLLECTION(64),
    IMMUTABLE_TREE_SET(65),
    IMMUTABLE_TREE_MAP(66),
    VALUE(70),
    WEAK_REFERENCE(71),
    COMPARATOR(72),
    /** Marked persistent and not enhanced; never written. */
    NOT_ENHANCED(-1),
    /** Anything else; never written. */
    UNSTORABLE(-1);

    private static final ValueKind[] BY_TAG = new ValueKind[COMPARATOR.tag + 1];

    static {
        for (ValueKind kind : values()) {
            if (kind.tag >= 0) {
                BY_TAG[kind.tag] = kind;
            }
        }
    }

    final int tag;

    ValueKind(int tag) {
        this.tag = tag;
    }

    static ValueKind read(RecordInput in) {
        byte tag = in.readByte();
        ValueKind kind = tag >= 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
        if (kind == null) {
            throw in.corrupt("the value tag " + tag + " is unknown");
        }
        return kind;
    }

    /** Whether a value of this kind comes next. */
    boolean isNext(RecordInput in) {
        return in.remaining() > 0 && in.peekByte() == tag;
    }

    /** Whether {@link Scalars} reads and writes it. */
    boolean scalar() {
        return tag >= STRING.tag && tag < OPTIONAL.tag;
    }
}
