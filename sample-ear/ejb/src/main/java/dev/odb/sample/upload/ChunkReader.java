package dev.odb.sample.upload;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cuts lines into chunks. For one thread. */
final class ChunkReader {
    private static final int MESSAGES = 50;
    private static final int LINES = 1_000;
    private static final int BYTES = 2 << 20;

    private final LineReader lines;
    private final long length;

    /** A chunk reader of the file's remaining lines; length is that of the whole file, -1 if it is not known. */
    ChunkReader(LineReader lines, long length) {
        this.lines = lines;
        this.length = length;
    }

    Chunk next() throws IOException {
        long start = lines.position();
        List<Chunk.Message> messages = new ArrayList<>();
        Map<Long, String> problems = new TreeMap<>();
        for (int count = 0; count < LINES && messages.size() < MESSAGES && lines.position() - start < BYTES; count++) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            requireWhole();
            sort(line, messages, problems);
        }
        requireWhole();
        return new Chunk(start, messages, problems, lines.position(), lines.lines(), lines.digest(), !lines.hasNext());
    }

    /** What a broken connection left is not the file's last line. */
    private void requireWhole() throws IOException {
        if (!lines.hasNext() && length >= 0 && lines.position() != length) {
            throw new EOFException("The upload broke off after " + lines.position() + " of " + length
                    + " bytes; send the file again, it goes on where it stopped.");
        }
    }

    private static void sort(Line line, List<Chunk.Message> messages, Map<Long, String> problems) {
        try {
            String text = line.text();
            IssueParser.parse(text);
            messages.add(new Chunk.Message(line.number(), text));
        } catch (BadLineException e) {
            problems.put(line.number(), e.getMessage());
        }
    }
}
