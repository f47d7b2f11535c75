package dev.odb.core.object;

import dev.odb.spi.Managed;
import dev.odb.spi.StateReader;
import dev.odb.spi.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The field values of an object whose state was dropped while a collection of it may be in somebody's hands. Kept by that
 * collection's bond, so it goes with the last of them, and given back to the object when it is touched again.
 */
final class ParkedState {
    private final List<Object> values = new ArrayList<>();
    private final int length;
    private final MutableWatch.Entry watched;

    /** Takes an object's values, which stay where they are. */
    ParkedState(Managed object, int length, MutableWatch.Entry watched) {
        this.length = length;
        this.watched = watched;
        object.$odb_write(new Collecting());
    }

    /** The length of the record they came from. */
    int length() {
        return length;
    }

    /** What was known of its values that cannot tell of a change, or null. */
    MutableWatch.Entry watched() {
        return watched;
    }

    /** Gives the values to the object they were taken from. */
    void restore(Managed object) {
        object.$odb_read(new Restoring());
    }

    private final class Collecting implements StateWriter {
        @Override
        public void putBoolean(boolean value) {
            values.add(value);
        }

        @Override
        public void putByte(byte value) {
            values.add(value);
        }

        @Override
        public void putShort(short value) {
            values.add(value);
        }

        @Override
        public void putChar(char value) {
            values.add(value);
        }

        @Override
        public void putInt(int value) {
            values.add(value);
        }

        @Override
        public void putLong(long value) {
            values.add(value);
        }

        @Override
        public void putFloat(float value) {
            values.add(value);
        }

        @Override
        public void putDouble(double value) {
            values.add(value);
        }

        @Override
        public void putObject(Object value) {
            values.add(value);
        }
    }

    private final class Restoring implements StateReader {
        private int next;

        @Override
        public boolean getBoolean() {
            return (boolean) values.get(next++);
        }

        @Override
        public byte getByte() {
            return (byte) values.get(next++);
        }

        @Override
        public short getShort() {
            return (short) values.get(next++);
        }

        @Override
        public char getChar() {
            return (char) values.get(next++);
        }

        @Override
        public int getInt() {
            return (int) values.get(next++);
        }

        @Override
        public long getLong() {
            return (long) values.get(next++);
        }

        @Override
        public float getFloat() {
            return (float) values.get(next++);
        }

        @Override
        public double getDouble() {
            return (double) values.get(next++);
        }

        @Override
        public Object getObject() {
            return values.get(next++);
        }
    }
}
