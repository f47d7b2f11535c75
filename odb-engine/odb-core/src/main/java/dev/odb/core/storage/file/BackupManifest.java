package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.Tids;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one backup added to a chain: a text that people can read. Its first line has the format's version, its last one the
 * checksum of everything before.
 *
 * @param number of the addition, from 1; the first one is the full backup
 * @param database the database's id
 * @param folder where the database was, as a URI
 * @param made when the end of the log was looked at
 * @param end the position where the log ends in this backup
 * @param lastTid the newest transaction
 * @param packedTid up to where the log was packed, 0 if it was not
 * @param branches how many were undecided there
 * @param contents how many contents of blobs were added
 * @param contentBytes their bytes
 * @param before the checksum of the manifest before this one, 0 in the first
 * @param pieces the parts of the log that were added, in its order
 */
record BackupManifest(
        int number,
        UUID database,
        String folder,
        Instant made,
        long end,
        long lastTid,
        long packedTid,
        int branches,
        long contents,
        long contentBytes,
        int before,
        List<Piece> pieces) {
    static final int VERSION = 1;
    private static final Pattern FIRST_LINE = Pattern.compile("ODB backup, format (\\d{1,9})");
    private static final Pattern PIECE =
            Pattern.compile("segment (\\d{1,9}), offset (\\d{1,18}), bytes (\\d{1,18}), crc32c ([0-9a-f]{8})");
    private static final String CHECKSUM = "checksum: ";

    /**
     * Part of the log in a file of its own.
     *
     * @param range which
     * @param checksum CRC32C of its bytes
     */
    record Piece(LogRange range, int checksum) {
        /** The name of its file. */
        String file(int number) {
            return String.format("piece-%06d-%010d.odb", number, range.segment());
        }
    }

    /** The bytes of the pieces. */
    long bytes() {
        return pieces.stream().mapToLong(piece -> piece.range().length()).sum();
    }

    static String file(int number) {
        return String.format("manifest-%06d.txt", number);
    }

    /** The file whose being there says that the addition is whole. */
    static String mark(int number) {
        return String.format("complete-%06d", number);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder("ODB backup, format " + VERSION + "\n");
        line(text, "number", Integer.toString(number));
        line(text, "database", database.toString());
        line(text, "folder", folder);
        line(text, "made", made.toString());
        line(text, "end", Long.toString(end));
        line(text, "last", moment(lastTid));
        line(text, "packed", moment(packedTid));
        line(text, "branches", Integer.toString(branches));
        line(text, "contents", Long.toString(contents));
        line(text, "content-bytes", Long.toString(contentBytes));
        line(text, "before", hex(before));
        for (Piece piece : pieces) {
            LogRange range = piece.range();
            line(
                    text,
                    piece.file(number),
                    "segment " + range.segment() + ", offset " + range.from() + ", bytes " + range.length()
                            + ", crc32c " + hex(piece.checksum()));
        }
        int checksum = checksum(text.toString());
        return text.append(CHECKSUM)
                .append(hex(checksum))
                .append('\n')
                .toString()
                .getBytes(UTF_8);
    }

    /** The checksum that the next manifest names. */
    int checksum() {
        byte[] bytes = encode();
        return Format.checksum(bytes, 0, bytes.length);
    }

    /** What the text says; {@link DamagedBackupException} if it is none, or not whole. */
    static BackupManifest decode(byte[] bytes, String file) throws DamagedBackupException {
        String text = new String(bytes, UTF_8);
        Matcher first = FIRST_LINE.matcher(text.lines().findFirst().orElse(""));
        int at = text.lastIndexOf(CHECKSUM);
        if (!first.matches()
                || at < 0
                || !text.substring(at).equals(CHECKSUM + hex(checksum(text.substring(0, at))) + "\n")) {
            throw new DamagedBackupException("'" + file + "' is no manifest, or its checksum is wrong");
        }
        int version = Integer.parseInt(first.group(1));
        if (version > VERSION) {
            throw BackupMessages.tooNew(file, version, VERSION);
        }
        try {
            return decode(text.substring(0, at).lines().skip(1).toList());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new DamagedBackupException("'" + file + "' does not say what a manifest must (" + e + ")");
        }
    }

    private static BackupManifest decode(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        List<Piece> pieces = new ArrayList<>();
        for (String line : lines) {
            String[] pair = line.split(": ", 2);
            if (pair[0].startsWith("piece-")) {
                pieces.add(piece(pair[1]));
            } else {
                values.put(pair[0], pair[1]);
            }
        }
        return new BackupManifest(
                Integer.parseInt(value(values, "number")),
                UUID.fromString(value(values, "database")),
                value(values, "folder"),
                Instant.parse(value(values, "made")),
                Long.parseLong(value(values, "end")),
                tid(value(values, "last")),
                tid(value(values, "packed")),
                Integer.parseInt(value(values, "branches")),
                Long.parseLong(value(values, "contents")),
                Long.parseLong(value(values, "content-bytes")),
                Integer.parseUnsignedInt(value(values, "before"), 16),
                List.copyOf(pieces));
    }

    private static Piece piece(String text) {
        Matcher piece = PIECE.matcher(text);
        if (!piece.matches()) {
            throw new IllegalArgumentException("piece: " + text);
        }
        long from = Long.parseLong(piece.group(2));
        return new Piece(
                new LogRange(Integer.parseInt(piece.group(1)), from, from + Long.parseLong(piece.group(3))),
                Integer.parseUnsignedInt(piece.group(4), 16));
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private static String moment(long tid) {
        return tid == 0 ? "0" : tid + " of " + Tids.instant(tid);
    }

    private static long tid(String moment) {
        return Long.parseLong(moment.split(" ", 2)[0]);
    }

    private static int checksum(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Format.checksum(bytes, 0, bytes.length);
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }
}
