package dev.odb.core.storage.file;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.RecordInspector.NamedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;

/** Reads the contents that records of blobs name. One thread. */
final class ContentCheck {
    private static final int BLOCK = 1 << 16;

    private final FileAccess files;
    private final boolean hasBase;
    private final Findings findings;
    private Contents contents;

    /** Other contents may be those of a database over which this one lies. */
    ContentCheck(FileAccess files, boolean hasBase, Findings findings) {
        this.files = files;
        this.hasBase = hasBase;
        this.findings = findings;
    }

    /** Reads one that a blob names in a transaction. */
    void check(long oid, NamedContent named, String transaction) throws IOException {
        if (contents == null) {
            contents = files.contents(true);
        }
        ContentKey key = new ContentKey(oid, named.id());
        String problem = problem(key, named);
        if (problem != null) {
            findings.add(FindingMessages.content(
                    contents.location(key), problem, "the content that blob " + oid + " has in " + transaction));
        }
    }

    private String problem(ContentKey key, NamedContent named) {
        try (SeekableByteChannel channel = contents.open(key)) {
            long length = channel.size();
            if (length != named.length()) {
                return "the content of a blob has " + length + " bytes and should have " + named.length();
            }
            CRC32C crc = new CRC32C();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (channel.read(block.clear()) >= 0) {
                crc.update(block.flip());
            }
            return (int) crc.getValue() == named.checksum() ? null : "the checksum of a blob's content is wrong";
        } catch (NoSuchFileException e) {
            return hasBase ? null : "the content of a blob is missing";
        } catch (IOException e) {
            return "the content of a blob cannot be read (" + e + ")";
        }
    }
}
