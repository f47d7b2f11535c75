package dev.odb.spi;

/** Gives an object's fields one after the other; one call a field, in the order of {@link Managed#$odb_read}. */
public interface StateReader {
    /** A {@code boolean} field. */
    boolean getBoolean();

    /** A {@code byte} field. */
    byte getByte();

    /** A {@code short} field. */
    short getShort();

    /** A {@code char} field. */
    char getChar();

    /** An {@code int} field. */
    int getInt();

    /** A {@code long} field. */
    long getLong();

    /** A {@code float} field. */
    float getFloat();

    /** A {@code double} field. */
    double getDouble();

    /** A field of any reference type; the caller casts. */
    Object getObject();
}
