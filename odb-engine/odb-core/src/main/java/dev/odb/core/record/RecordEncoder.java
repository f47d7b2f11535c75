package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.spi.Managed;
import dev.odb.spi.StateWriter;
import java.util.List;

/** Makes records of objects. Reusable; used by one thread at a time. */
public final class RecordEncoder {
    /** The flag of a record that has a block of weak references. A reader refuses flags it does not know. */
    static final int WEAK = 1;

    /** Longer ones grow. */
    private static final int HEADER = 64;

    private final ClassCatalog catalog;
    private final ValueWriter values;
    private final RecordOutput header = new RecordOutput(HEADER);
    private final FieldWriter fields;

    /** An encoder for one database. */
    public RecordEncoder(ClassCatalog catalog, ReferenceWriter references, ValueOwners owners) {
        this.catalog = catalog;
        this.values = new ValueWriter(catalog, references, owners);
        this.fields = new FieldWriter();
    }

    /**
     * The record of the object's state, which must be loaded. The same state gives the same bytes, also after it was
     * decoded.
     *
     * @throws UnstorableValueException if a value cannot be stored; if that is because it belongs to another object, a
     *     {@link SharedValueException}
     * @throws dev.odb.NotEnhancedException if a persistent class was met that the enhancer has not seen
     */
    public byte[] encode(Managed object) {
        StoredClass type = catalog.define(object.getClass());
        try {
            values.start(object);
            fields.start(type.fields());
            object.$odb_write(fields);
            if (fields.written != type.fields().size()) {
                throw RecordMessages.fieldCount(type.name(), type.fields().size(), fields.written);
            }
            header.reset();
            values.putHeader(type.id(), header);
            byte[] record = new byte[header.size() + values.out.size()];
            header.copyTo(record, 0);
            values.out.copyTo(record, header.size());
            return record;
        } finally {
            values.clear();
        }
    }

    /** Whether the object encoded last holds mutable values that only comparison can watch. */
    public boolean untracked() {
        return values.untracked();
    }

    private final class FieldWriter implements StateWriter {
        private final RecordOutput out = values.out;
        private List<StoredField> described;
        private int written;

        private void start(List<StoredField> of) {
            described = of;
            written = 0;
        }

        @Override
        public void putBoolean(boolean value) {
            written++;
            out.putByte(value ? 1 : 0);
        }

        @Override
        public void putByte(byte value) {
            written++;
            out.putByte(value);
        }

        @Override
        public void putShort(short value) {
            written++;
            out.putZigzag(value);
        }

        @Override
        public void putChar(char value) {
            written++;
            out.putVarlong(value);
        }

        @Override
        public void putInt(int value) {
            written++;
            out.putZigzag(value);
        }

        @Override
        public void putLong(long value) {
            written++;
            out.putZigzag(value);
        }

        @Override
        public void putFloat(float value) {
            written++;
            out.putFixed32(Float.floatToRawIntBits(value));
        }

        @Override
        public void putDouble(double value) {
            written++;
            out.putFixed64(Double.doubleToRawLongBits(value));
        }

        @Override
        public void putObject(Object value) {
            int field = written++;
            values.path.field(field < described.size() ? described.get(field).name() : "?");
            values.write(value);
            values.path.pop();
        }
    }
}
