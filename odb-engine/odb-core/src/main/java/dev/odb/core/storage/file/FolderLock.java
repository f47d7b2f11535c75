package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.Set;

/**
 * One writer per folder: a lock on {@code odb.lock} keeps other processes away, an entry in the system properties other
 * instances in this one, those of other class loaders included. The entry comes first, because merely closing the lock
 * file a second time would let the process's lock go.
 */
final class FolderLock implements Closeable {
    static final String FILE = "odb.lock";
    private static final String KEY = "dev.odb.open:";

    private final String key;
    private final FileChannel channel;

    private FolderLock(String key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** Takes the folder, which exists, or says who has it. */
    static FolderLock take(Path folder) throws IOException {
        String key = KEY + folder.toRealPath();
        Properties open = System.getProperties();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Object since = open.putIfAbsent(key, now);
        if (since != null) {
            throw StorageMessages.lockedHere(folder.toString(), since.toString());
        }
        try {
            return new FolderLock(key, lockFile(folder, now));
        } catch (IOException | RuntimeException e) {
            open.remove(key);
            throw e;
        }
    }

    private static FileChannel lockFile(Path folder, String now) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), OwnFiles.ownerOnly("rw-------"));
        try {
            if (channel.tryLock() == null) {
                throw StorageMessages.lockedByProcess(folder.toString(), Files.readString(file), null);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + ", since " + now).getBytes(UTF_8)),
                    0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Lets it go; the file stays, since deleting it would race with the next one's lock. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(key);
        }
    }
}
