package dev.odb.sample.upload;

import java.util.List;
import java.util.Map;

/**
 * A part of a file that is queued in one transaction.
 *
 * @param start the position before it
 * @param messages the good lines
 * @param problems reasons by line number
 * @param position the position after it
 * @param lines lines dealt with after it
 * @param digest of all bytes up to the position
 * @param isLast whether the file ends here
 */
record Chunk(
        long start,
        List<Message> messages,
        Map<Long, String> problems,
        long position,
        long lines,
        String digest,
        boolean isLast) {
    /** A good line and its number. */
    record Message(long line, String text) {}
}
