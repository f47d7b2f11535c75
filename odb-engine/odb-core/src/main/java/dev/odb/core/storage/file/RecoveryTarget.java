package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder that gets its name when the database in it is complete. Until then it stands beside that place; a process that
 * dies leaves it there, and the next recovery to the same place removes it. One thread.
 */
final class RecoveryTarget implements Closeable {
    private static final String SUFFIX = ".incomplete-recovery";

    private final Path target;
    private final Path unfinished;
    private FolderLock lock;

    private RecoveryTarget(Path target, Path unfinished, FolderLock lock) {
        this.target = target;
        this.unfinished = unfinished;
        this.lock = lock;
    }

    static Path unfinished(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + SUFFIX);
    }

    static RecoveryTarget begin(Path damaged, Path target) throws IOException {
        Path place = target.toAbsolutePath().normalize();
        requireFree(damaged.toRealPath(), place);
        Path unfinished = unfinished(target);
        OwnFiles.createFolder(unfinished);
        // whoever still recovers to there has it locked
        FolderLock.take(unfinished).close();
        OwnFiles.deleteAll(unfinished);
        OwnFiles.createFolder(unfinished);
        return new RecoveryTarget(place, unfinished, FolderLock.take(unfinished));
    }

    private static void requireFree(Path damaged, Path target) throws IOException {
        if (target.getFileName() == null || target.startsWith(damaged)) {
            throw StorageMessages.targetOccupied(target.toString(), "it is part of the damaged one");
        }
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw StorageMessages.targetOccupied(target.toString(), "it is a file");
        }
        try (Stream<Path> files = Files.list(target)) {
            if (files.findAny().isPresent()) {
                throw StorageMessages.targetOccupied(target.toString(), "the folder is not empty");
            }
        }
    }

    /** Where to write. */
    Path folder() {
        return unfinished;
    }

    /** It is complete: gives it its name. */
    void finish() throws IOException {
        close();
        FileStorage.rename(unfinished, target);
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
