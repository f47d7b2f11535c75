package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import java.util.List;

/**
 * What a record says, taken apart once for all transactions: its references, and its values as they are given to the
 * fields of an object, where no value can be changed. Worth its memory for records with long lists, such as the pages of a
 * tree: reading one again is to copy two arrays. Knows no class of the application. Immutable.
 */
final class SharedForm {
    /** For every element of a list. */
    private static final int BYTES_EACH = 24;

    /** Of a record that has values of other kinds. */
    static final SharedForm NONE = new SharedForm(0, null, null, 0);

    final int classId;
    final StoredReferences references;
    /** Scalars, {@link Target}s and {@link Elements}, in the order of the fields. */
    final Object[] values;

    final int bytes;

    private SharedForm(int classId, StoredReferences references, Object[] values, int bytes) {
        this.classId = classId;
        this.references = references;
        this.values = values;
        this.bytes = bytes;
    }

    /** A reference, by its place in the block. */
    record Target(int place) {}

    /**
     * The elements of a list.
     *
     * @param values null where there is a reference
     * @param places one more than a reference's place in the block, 0 where there is none; null if none is one
     */
    record Elements(Object[] values, int[] places) {}

    private static final class NotShareable extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final NotShareable INSTANCE = new NotShareable();

        private NotShareable() {
            super(null, null, false, false);
        }
    }

    /** Of a record of that class which has been decoded without an error; {@link #NONE} if it cannot be shared. */
    static SharedForm of(byte[] record, StoredClass type) {
        RecordInput in = new RecordInput(record, "record");
        if (RecordInfo.flags(in) != 0) {
            return NONE;
        }
        int classId = in.readVarint();
        StoredReferences references = StoredReferences.read(in);
        FieldReader primitives = new FieldReader(new ValueReader(in, null, null, null, null));
        List<StoredField> fields = type.fields();
        Object[] values = new Object[fields.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                String descriptor = fields.get(i).descriptor();
                values[i] = descriptor.length() == 1 ? Primitives.read(descriptor, primitives) : value(in, references);
            }
        } catch (NotShareable e) {
            return NONE;
        }
        return new SharedForm(classId, references, values, 2 * record.length + weight(values));
    }

    private static int weight(Object[] values) {
        int weight = 200;
        for (Object value : values) {
            weight += value instanceof Elements list ? BYTES_EACH * list.values.length : BYTES_EACH;
        }
        return weight;
    }

    private static Object value(RecordInput in, StoredReferences references) {
        ValueKind kind = ValueKind.read(in);
        return kind == ValueKind.ARRAY_LIST ? elements(in, references) : simple(kind, in, references);
    }

    private static Object simple(ValueKind kind, RecordInput in, StoredReferences references) {
        if (kind.scalar()) {
            return Scalars.read(kind, in);
        }
        return switch (kind) {
            case NULL -> null;
            case REFERENCE -> new Target(references.readIndex(in));
            default -> throw NotShareable.INSTANCE;
        };
    }

    private static Elements elements(RecordInput in, StoredReferences references) {
        Object[] values = new Object[in.readCount(1)];
        int[] places = null;
        for (int i = 0; i < values.length; i++) {
            Object value = simple(ValueKind.read(in), in, references);
            if (value instanceof Target target) {
                places = places == null ? new int[values.length] : places;
                places[i] = target.place + 1;
            } else {
                values[i] = value;
            }
        }
        return new Elements(values, places);
    }
}
