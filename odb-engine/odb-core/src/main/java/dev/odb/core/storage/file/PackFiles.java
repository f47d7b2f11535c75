package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pack leaves in the folder while it runs. A file {@code pack-*.odb} names the number of the first segment that the
 * pack writes; it is there, durably, before any of them and goes last. The segments from that number on are the log once
 * the first of them has its header, and nothing until then.
 */
final class PackFiles {
    private static final Pattern FORM = Pattern.compile("pack-(\\d{10})\\.odb");
    private static final System.Logger LOGGER = System.getLogger(PackFiles.class.getName());

    private final FileAccess files;
    private final int first;
    private final SegmentHeader header;

    private PackFiles(FileAccess files, int first, SegmentHeader header) {
        this.files = files;
        this.first = first;
        this.header = header;
    }

    /** What of a pack stands in the folder, or null. */
    static PackFiles find(FileAccess files, List<String> names) throws IOException {
        for (String name : names) {
            Matcher matcher = FORM.matcher(name);
            if (matcher.matches()) {
                int first = Integer.parseInt(matcher.group(1));
                return new PackFiles(files, first, names.contains(SegmentName.of(first)) ? header(files, first) : null);
            }
        }
        return null;
    }

    private static SegmentHeader header(FileAccess files, int number) throws IOException {
        String name = SegmentName.of(number);
        try (LogFile file = files.open(name, false)) {
            ByteBuffer bytes = ByteBuffer.allocate(Format.SEGMENT_HEADER);
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
                // until all of it was read or the file ends
            }
            return SegmentHeader.decode(bytes.array(), name);
        }
    }

    /** Announces, durably, a pack that writes segments from a number on. */
    static PackFiles announce(FileAccess files, int first) throws IOException {
        files.create(name(first)).close();
        files.forceFolder();
        return new PackFiles(files, first, null);
    }

    private static String name(int first) {
        return String.format("pack-%010d.odb", first);
    }

    /** The announcement's name. */
    String name() {
        return name(first);
    }

    /**
     * Whether the log that the pack wrote is the log, of the files with these names, even if its header is damaged: then
     * the log before is not whole any more.
     */
    boolean isLog(List<String> names) throws IOException {
        if (header != null) {
            return true;
        }
        int lowest = names.stream()
                .mapToInt(SegmentName::number)
                .filter(number -> number > 0)
                .min()
                .orElse(first);
        SegmentHeader old = lowest < first ? header(files, lowest) : null;
        return lowest >= first || old != null && old.previousEnd() != 0;
    }

    /** Whether what it left is the log before one that begins with that segment. */
    boolean precedes(int firstSegment) {
        return first <= firstSegment;
    }

    /** Whether a segment of that number is part of the log. */
    boolean belongs(int number) {
        return header == null ? number < first : number >= first;
    }

    /** Neither the log before the pack nor the one after it is there. */
    CorruptStorageException nothingWhole() {
        return StorageMessages.damagedLog(
                files.location(),
                "file '" + SegmentName.of(first) + "' at offset 0",
                "it does not begin as a log segment, and the log that it was made from is not there",
                "the whole database");
    }

    /** The log was opened: makes what the pack did final, or removes what it had begun. */
    void settle() throws IOException {
        if (header != null) {
            // it may be in the operating system's memory only, even after a failed force that nobody repeats
            try (LogFile file = files.open(SegmentName.of(first), true)) {
                file.write(ByteBuffer.wrap(header.encode()), 0);
                file.force();
            }
            files.forceFolder();
        }
        remove(header != null);
        LOGGER.log(
                System.Logger.Level.INFO,
                () -> "Removed what a pack of '" + files.location() + "' had left when its process ended: "
                        + (header == null ? "it had not taken effect" : "the log before it"));
    }

    /** Removes the old segments or the new ones, and then the announcement, durably. */
    void remove(boolean old) throws IOException {
        for (String name : files.list()) {
            int number = SegmentName.number(name);
            if (number > 0 && number < first == old) {
                files.delete(name);
            }
        }
        files.forceFolder();
        files.delete(name(first));
        files.forceFolder();
    }
}
