package dev.odb.core;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** Changes exports so that their checksums stay right. */
final class Exports {
    private static final int HEADER = 40;

    private Exports() {}

    /** The same export with one byte of one of its parts changed. */
    static byte[] withRandomChange(byte[] export, Random random) {
        List<Integer> starts = new ArrayList<>();
        for (int at = HEADER; at < export.length; at = end(export, at)) {
            starts.add(at);
        }
        int start = starts.get(random.nextInt(starts.size()));
        int end = end(export, start) - 4;
        byte[] changed = export.clone();
        int first = start + (changed[start] == 'O' ? 13 : 9);
        changed[first + random.nextInt(Math.max(1, end - first))] = (byte) random.nextInt(256);
        CRC32C checksum = new CRC32C();
        checksum.update(changed, start, end - start);
        ByteBuffer.wrap(changed).putInt(end, (int) checksum.getValue());
        return changed;
    }

    private static int end(byte[] export, int start) {
        ByteBuffer part = ByteBuffer.wrap(export);
        return switch (export[start]) {
            case 'C' -> start + 9 + part.getInt(start + 5) + 4;
            case 'O' -> start + 13 + part.getInt(start + 9) + 4;
            case 'B' -> start + 17 + (int) part.getLong(start + 9) + 4;
            case 'E' -> start + 13;
            default -> throw new IllegalArgumentException("no part at " + start);
        };
    }
}
