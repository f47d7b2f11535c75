package dev.odb.spi;

/** Takes an object's fields one after the other; one call a field, in the order of {@link Managed#$odb_write}. */
public interface StateWriter {
    /** A {@code boolean} field. */
    void putBoolean(boolean value);

    /** A {@code byte} field. */
    void putByte(byte value);

    /** A {@code short} field. */
    void putShort(short value);

    /** A {@code char} field. */
    void putChar(char value);

    /** An {@code int} field. */
    void putInt(int value);

    /** A {@code long} field. */
    void putLong(long value);

    /** A {@code float} field. */
    void putFloat(float value);

    /** A {@code double} field. */
    void putDouble(double value);

    /** A field of any reference type. */
    void putObject(Object value);
}
