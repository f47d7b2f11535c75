package dev.odb.sample.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A line of a file without its end.
 *
 * @param number from 1
 * @param length in bytes
 * @param bytes its bytes, or null if it is longer than what is taken
 */
record Line(long number, long length, byte[] bytes) {
    /** The text of a line that can be one. */
    String text() throws BadLineException {
        if (bytes == null) {
            throw new BadLineException(
                    "The line has " + length + " bytes; at most " + LineReader.LONGEST + " are taken.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isBlank()) {
                throw new BadLineException("The line is empty.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new BadLineException("The line is not UTF-8 text.");
        }
    }
}
