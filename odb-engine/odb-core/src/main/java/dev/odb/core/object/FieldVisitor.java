package dev.odb.core.object;

import dev.odb.spi.StateWriter;

/** Gives the object-typed fields of an object with their numbers. */
final class FieldVisitor implements StateWriter {
    /** Takes one field. */
    interface Sink {
        void accept(int index, Object value);
    }

    private final Sink sink;
    private int index;

    FieldVisitor(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void putBoolean(boolean value) {
        index++;
    }

    @Override
    public void putByte(byte value) {
        index++;
    }

    @Override
    public void putShort(short value) {
        index++;
    }

    @Override
    public void putChar(char value) {
        index++;
    }

    @Override
    public void putInt(int value) {
        index++;
    }

    @Override
    public void putLong(long value) {
        index++;
    }

    @Override
    public void putFloat(float value) {
        index++;
    }

    @Override
    public void putDouble(double value) {
        index++;
    }

    @Override
    public void putObject(Object value) {
        sink.accept(index++, value);
    }
}
