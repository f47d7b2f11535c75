package dev.odb.core;

import dev.odb.OdbConfiguration;
import dev.odb.core.copy.CopyMessages;
import dev.odb.core.copy.CopyTarget;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens the storage that a URL names. */
final class Storages {
    static final String FILE = "odb:file:";
    static final String MEMORY = "odb:memory:";

    private Storages() {}

    static Storage open(OdbConfiguration configuration) {
        String url = configuration.url();
        return url.startsWith(FILE)
                ? FileStorage.open(folder(url), configuration.readOnly(), settings(configuration))
                : new MemoryStorage(url.substring(MEMORY.length()));
    }

    /** An empty storage to copy into. */
    static CopyTarget copyTarget(OdbConfiguration configuration) {
        String url = configuration.url();
        if (configuration.readOnly()) {
            throw CopyMessages.occupied(url, "it was to be opened read-only");
        }
        if (url.startsWith(FILE)) {
            return new FileCopyTarget(folder(url), settings(configuration));
        }
        Storage made = open(configuration);
        return new CopyTarget() {
            @Override
            public Storage storage() {
                return made;
            }

            @Override
            public Storage finish() {
                return made;
            }

            @Override
            public void abandon() {
                made.close();
            }
        };
    }

    private static FileSettings settings(OdbConfiguration configuration) {
        return FileSettings.DEFAULT.withCompress(configuration.compress());
    }

    private static Path folder(String url) {
        String folder = url.substring(FILE.length());
        if (folder.isBlank()) {
            throw EngineMessages.badPath(url, null);
        }
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw EngineMessages.badPath(url, e);
        }
    }
}
