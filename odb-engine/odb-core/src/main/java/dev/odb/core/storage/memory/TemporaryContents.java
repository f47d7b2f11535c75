package dev.odb.core.storage.memory;

import dev.odb.core.storage.Contents;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.FolderContents;
import dev.odb.core.storage.local.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** The contents of blobs in a folder for temporary files, which is made with the first of them and deleted in the end. */
final class TemporaryContents implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(TemporaryContents.class.getName());

    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "odb-memory-" + UUID.randomUUID());
    private final Contents contents;

    TemporaryContents() {
        try {
            contents = FolderContents.open(folder, false);
        } catch (IOException e) {
            throw StorageMessages.cannotOpen(folder.toString(), e);
        }
    }

    Contents contents() {
        return contents;
    }

    @Override
    public void close() {
        try {
            OwnFiles.deleteAll(folder);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The folder " + folder + " can be deleted", e);
        }
    }
}
