package dev.odb.core;

import dev.odb.core.copy.CopyMessages;
import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.local.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder that gets its name when the copy in it is complete. Until then it stands beside that place, with a suffix: a
 * process that dies leaves it there, and the next copy to the same place removes it.
 */
final class FileCopyTarget implements CopyTarget {
    private static final System.Logger LOGGER = System.getLogger(FileCopyTarget.class.getName());
    private static final String SUFFIX = ".incomplete-copy";

    private final Path folder;
    private final Path staging;
    private final FileSettings settings;
    private final Storage storage;

    /** Begins in a place that must be empty. */
    FileCopyTarget(Path folder, FileSettings settings) {
        this.settings = settings;
        this.folder = folder.toAbsolutePath().normalize();
        staging = this.folder.resolveSibling(this.folder.getFileName() + SUFFIX);
        try {
            requireEmpty();
            if (Files.exists(staging)) {
                // whoever still copies there has it locked
                FileStorage.open(staging, false).close();
                OwnFiles.deleteAll(staging);
            }
        } catch (IOException e) {
            throw CopyMessages.notFinished(this.folder.toString(), e);
        }
        storage = FileStorage.open(staging, false, settings);
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw CopyMessages.occupied(folder.toString(), "it is a file");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw CopyMessages.occupied(folder.toString(), "the folder is not empty");
            }
        }
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage finish() {
        storage.close();
        try {
            FileStorage.rename(staging, folder);
        } catch (IOException e) {
            throw CopyMessages.notFinished(folder.toString(), e);
        }
        return FileStorage.open(folder, false, settings);
    }

    @Override
    public void abandon() {
        storage.close();
        try {
            OwnFiles.deleteAll(staging);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The folder '" + staging + "' can be deleted", e);
        }
    }
}
