package dev.odb.core.record;

import dev.odb.spi.StateReader;

/** Gives the fields of an object from its record, and says for messages how far that has come. */
interface FieldSource extends StateReader {
    /** How many fields were asked for. */
    int read();

    /** The value given last for a field of a reference type. */
    Object last();
}
