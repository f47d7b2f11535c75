package dev.odb.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.CorruptStorageException;
import java.util.Arrays;

/** Short forms for tests of packing. A record is a text, and behind {@code >} stand the oids that it refers to. */
public final class Packs {
    private Packs() {}

    /** What such a record refers to; one that begins with {@code !} cannot be read. */
    public static long[] references(byte[] record) {
        String text = new String(record, UTF_8);
        if (text.startsWith("!")) {
            throw new CorruptStorageException("ODB-0000", "the record '" + text + "' cannot be read");
        }
        int at = text.indexOf('>');
        return at < 0 || at == text.length() - 1
                ? new long[0]
                : Arrays.stream(text.substring(at + 1).split(","))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }

    /** A plain pack to a tid. */
    public static PackRequest to(long tid) {
        return new PackRequest(tid, false, false, Packs::references, (phase, done, total) -> {}, Runnable::run);
    }

    /** The same as a dry run. */
    public static PackRequest dryRun(long tid) {
        return new PackRequest(tid, true, false, Packs::references, (phase, done, total) -> {}, Runnable::run);
    }

    /** The same that keeps what is unreachable. */
    public static PackRequest keepingUnreachable(long tid) {
        return new PackRequest(tid, false, true, Packs::references, (phase, done, total) -> {}, Runnable::run);
    }

    /** The same with a monitor. */
    public static PackRequest watched(long tid, PackMonitor monitor) {
        return new PackRequest(tid, false, false, Packs::references, monitor, Runnable::run);
    }
}
