package dev.odb.core.storage.overlay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.odb.core.storage.Storage;
import dev.odb.core.storage.local.OwnFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What an overlay lies over, as a file says it.
 *
 * @param overlay the id of the database of the changes
 * @param base the id of the base's
 * @param lastTid the newest transaction of the base
 * @param packedTid its pack time
 */
record OverlayMark(UUID overlay, UUID base, long lastTid, long packedTid) {
    static final String FILE = "overlay.odb";
    private static final int VERSION = 1;
    private static final long LONGEST = 10_000;
    private static final String CHECKSUM = "checksum: ";
    private static final Pattern FORM = Pattern.compile("ODB overlay, format 1\noverlay: (\\S{36})\nbase: (\\S{36})\n"
            + "last: (\\d{1,19})\npacked: (\\d{1,19})\n");
    private static final Pattern FIRST_LINE = Pattern.compile("ODB overlay, format (\\d{1,9})\n");

    static OverlayMark of(Storage base, Storage changes) {
        return new OverlayMark(changes.databaseId(), base.databaseId(), base.lastTid(), base.packedTid());
    }

    /** What is said of the base, for messages. */
    String describeBase() {
        return "database " + base + " up to transaction " + lastTid + ", packed up to " + packedTid;
    }

    /** The folder's, or null if there is none. */
    static OverlayMark read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > LONGEST) {
                throw OverlayMessages.damaged(file.toString());
            }
            return decode(Files.readString(file, UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static OverlayMark decode(String text, String file) {
        Matcher first = FIRST_LINE.matcher(text);
        if (first.lookingAt() && Integer.parseInt(first.group(1)) > VERSION) {
            throw OverlayMessages.tooNew(file, Integer.parseInt(first.group(1)), VERSION);
        }
        int end = text.lastIndexOf(CHECKSUM);
        Matcher form = FORM.matcher(text.substring(0, Math.max(0, end)));
        if (!form.matches() || !text.substring(end).equals(checksum(form.group()))) {
            throw OverlayMessages.damaged(file);
        }
        return new OverlayMark(
                UUID.fromString(form.group(1)),
                UUID.fromString(form.group(2)),
                Long.parseLong(form.group(3)),
                Long.parseLong(form.group(4)));
    }

    /** Writes it durably; it is there whole or not at all. */
    void write(Path folder) throws IOException {
        String body = "ODB overlay, format " + VERSION + "\noverlay: " + overlay + "\nbase: " + base + "\nlast: "
                + lastTid + "\npacked: " + packedTid + "\n";
        Path draft = folder.resolve(FILE + ".tmp");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnFiles.ownerOnly("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap((body + checksum(body)).getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, folder.resolve(FILE), ATOMIC_MOVE);
        OwnFiles.forceFolder(folder);
    }

    private static String checksum(String body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(UTF_8));
        return CHECKSUM + String.format("%08x", checksum.getValue()) + "\n";
    }
}
