package dev.odb.core.record;

import dev.odb.spi.StateWriter;

/** Takes the fields of an object, primitives boxed. */
final class FieldCapture implements StateWriter {
    private final Object[] values;
    private int taken;

    FieldCapture(int fields) {
        values = new Object[fields];
    }

    Object get(int field) {
        return values[field];
    }

    @Override
    public void putBoolean(boolean value) {
        values[taken++] = value;
    }

    @Override
    public void putByte(byte value) {
        values[taken++] = value;
    }

    @Override
    public void putShort(short value) {
        values[taken++] = value;
    }

    @Override
    public void putChar(char value) {
        values[taken++] = value;
    }

    @Override
    public void putInt(int value) {
        values[taken++] = value;
    }

    @Override
    public void putLong(long value) {
        values[taken++] = value;
    }

    @Override
    public void putFloat(float value) {
        values[taken++] = value;
    }

    @Override
    public void putDouble(double value) {
        values[taken++] = value;
    }

    @Override
    public void putObject(Object value) {
        values[taken++] = value;
    }
}
