package dev.odb.enhanced;

import dev.odb.spi.StateReader;
import dev.odb.spi.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The fields of an object, as it gives them and takes them. */
public final class FieldState implements StateWriter, StateReader {
    private final Deque<List<Object>> values = new ArrayDeque<>();

    /** What was put and not yet taken; each in a list, since it may be null. */
    public List<Object> values() {
        return values.stream().map(each -> each.get(0)).toList();
    }

    private void put(Object value) {
        List<Object> holder = new ArrayList<>();
        holder.add(value);
        values.add(holder);
    }

    private Object take() {
        return values.remove().get(0);
    }

    @Override
    public void putBoolean(boolean value) {
        put(value);
    }

    @Override
    public void putByte(byte value) {
        put(value);
    }

    @Override
    public void putShort(short value) {
        put(value);
    }

    @Override
    public void putChar(char value) {
        put(value);
    }

    @Override
    public void putInt(int value) {
        put(value);
    }

    @Override
    public void putLong(long value) {
        put(value);
    }

    @Override
    public void putFloat(float value) {
        put(value);
    }

    @Override
    public void putDouble(double value) {
        put(value);
    }

    @Override
    public void putObject(Object value) {
        put(value);
    }

    @Override
    public boolean getBoolean() {
        return (boolean) take();
    }

    @Override
    public byte getByte() {
        return (byte) take();
    }

    @Override
    public short getShort() {
        return (short) take();
    }

    @Override
    public char getChar() {
        return (char) take();
    }

    @Override
    public int getInt() {
        return (int) take();
    }

    @Override
    public long getLong() {
        return (long) take();
    }

    @Override
    public float getFloat() {
        return (float) take();
    }

    @Override
    public double getDouble() {
        return (double) take();
    }

    @Override
    public Object getObject() {
        return take();
    }
}
