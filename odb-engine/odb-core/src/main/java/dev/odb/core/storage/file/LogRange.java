package dev.odb.core.storage.file;

/**
 * Part of a segment.
 *
 * @param segment its number
 * @param from the offset of the first byte
 * @param to the offset behind the last one
 */
record LogRange(int segment, long from, long to) {
    long length() {
        return to - from;
    }
}
