package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.spi.StateReader;
import java.util.List;

/** Gives the fields of a class from a record of an older or newer form of it: all are read first, then handed out. */
final class MovedFieldReader implements StateReader {
    private final Object[] stored;
    private final int[] sources;
    private int read;

    MovedFieldReader(Layout layout, ValueReader values) {
        sources = layout.sources;
        List<StoredField> fields = layout.stored.fields();
        boolean[] wanted = new boolean[fields.size()];
        for (int source : sources) {
            if (source >= 0) {
                wanted[source] = true;
            }
        }
        stored = new Object[fields.size()];
        FieldReader reader = new FieldReader(values);
        for (int i = 0; i < stored.length; i++) {
            values.lenient(!wanted[i]);
            stored[i] = Primitives.read(fields.get(i).descriptor(), reader);
        }
        values.lenient(false);
    }

    int read() {
        return read;
    }

    private Object next() {
        int source = sources[read++];
        return source < 0 ? null : stored[source];
    }

    @Override
    public boolean getBoolean() {
        Object value = next();
        return value != null && (Boolean) value;
    }

    @Override
    public byte getByte() {
        Object value = next();
        return value == null ? 0 : (Byte) value;
    }

    @Override
    public short getShort() {
        Object value = next();
        return value == null ? 0 : (Short) value;
    }

    @Override
    public char getChar() {
        Object value = next();
        return value == null ? 0 : (Character) value;
    }

    @Override
    public int getInt() {
        Object value = next();
        return value == null ? 0 : (Integer) value;
    }

    @Override
    public long getLong() {
        Object value = next();
        return value == null ? 0 : (Long) value;
    }

    @Override
    public float getFloat() {
        Object value = next();
        return value == null ? 0 : (Float) value;
    }

    @Override
    public double getDouble() {
        Object value = next();
        return value == null ? 0 : (Double) value;
    }

    @Override
    public Object getObject() {
        return next();
    }
}
