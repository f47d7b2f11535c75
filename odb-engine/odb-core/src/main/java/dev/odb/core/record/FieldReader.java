package dev.odb.core.record;

/** Gives the fields of a record whose layout is that of the class. */
final class FieldReader implements FieldSource {
    private final RecordInput in;
    private final ValueReader values;
    private int read;
    private Object last;

    FieldReader(ValueReader values) {
        this.values = values;
        this.in = values.in;
    }

    @Override
    public int read() {
        return read;
    }

    @Override
    public Object last() {
        return last;
    }

    @Override
    public boolean getBoolean() {
        read++;
        return in.readBoolean();
    }

    @Override
    public byte getByte() {
        read++;
        return in.readByte();
    }

    @Override
    public short getShort() {
        read++;
        return (short) in.ranged(in.readZigzag(), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public char getChar() {
        read++;
        return (char) in.ranged(in.readVarlong(), 0, Character.MAX_VALUE);
    }

    @Override
    public int getInt() {
        read++;
        return in.readInt();
    }

    @Override
    public long getLong() {
        read++;
        return in.readZigzag();
    }

    @Override
    public float getFloat() {
        read++;
        return Float.intBitsToFloat(in.readFixed32());
    }

    @Override
    public double getDouble() {
        read++;
        return Double.longBitsToDouble(in.readFixed64());
    }

    @Override
    public Object getObject() {
        read++;
        last = values.read();
        return last;
    }
}
