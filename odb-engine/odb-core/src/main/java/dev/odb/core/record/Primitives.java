package dev.odb.core.record;

import dev.odb.spi.StateReader;

/** Fields by their descriptors. */
final class Primitives {
    private Primitives() {}

    /** The next field, in a box if it is primitive. */
    static Object read(String descriptor, StateReader in) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> in.getBoolean();
            case 'B' -> in.getByte();
            case 'S' -> in.getShort();
            case 'C' -> in.getChar();
            case 'I' -> in.getInt();
            case 'J' -> in.getLong();
            case 'F' -> in.getFloat();
            case 'D' -> in.getDouble();
            default -> in.getObject();
        };
    }
}
