package dev.odb.sample.upload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Takes a file as it streams in. A file is known by name, length and first bytes; the same one sent again goes on where
 * it stopped. Has no transaction of its own, since a file is many.
 */
@ApplicationScoped
public class UploadReader {
    private static final int HEAD = 1 << 16;

    @Inject
    private UploadService uploads;

    /**
     * Queues what was not queued before.
     *
     * @param name as the client calls it
     * @param length in bytes, -1 if it is not known; then a broken connection cannot be told from the file's end
     * @param in the whole file, from its first byte
     * @throws IOException if it breaks off; what was queued stays
     * @throws UploadRefusedException if it is not the file it was taken for, or another request sends it too
     */
    public UploadView receive(String name, long length, InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        String id = identity(name, length, head);
        UploadService.Progress progress = uploads.begin(id, name, length);
        if (!progress.complete()) {
            LineReader lines = new LineReader(new SequenceInputStream(new ByteArrayInputStream(head), in));
            lines.skip(progress.position(), progress.lines());
            requireSame(lines.digest(), progress.digest(), name);
            ChunkReader chunks = new ChunkReader(lines, length);
            Chunk chunk;
            do {
                chunk = chunks.next();
                uploads.queue(id, chunk);
            } while (!chunk.isLast());
        }
        return uploads.show(id);
    }

    private static void requireSame(String digest, String expected, String name) {
        if (!digest.equals(expected)) {
            throw new UploadRefusedException(
                    "'" + name + "' begins like a file that was uploaded in part before, but is not"
                            + " the same. Rename it to upload it as a new one.");
        }
    }

    private static String identity(String name, long length, byte[] head) {
        MessageDigest digest = Digests.sha256();
        digest.update((name + '\n' + length + '\n').getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(head), 0, 16);
    }
}
