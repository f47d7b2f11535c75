package dev.odb.core.record;

/** Gives fields whose values are there already, primitive ones in their boxes; null is the zero of each type. */
abstract class GivenFields implements FieldSource {
    /** The next value. */
    abstract Object next();

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
