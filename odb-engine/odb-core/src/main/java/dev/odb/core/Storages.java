package dev.odb.core;

import dev.odb.OdbConfiguration;
import dev.odb.core.copy.CopyMessages;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageProvider;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.core.storage.overlay.OverlayFolder;
import dev.odb.spi.ShownUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Opens the storage that a URL names. */
public final class Storages {
    static final String FILE = "odb:file:";
    static final String MEMORY = "odb:memory:";

    private Storages() {}

    /** What URLs look like, for messages. */
    static String urlForms() {
        StringBuilder forms = new StringBuilder(FILE + "<folder>, " + MEMORY + "<name>, " + OverlayUrl.FORM);
        providers().forEach(provider -> forms.append(", ").append(provider.urlForm()));
        return forms.toString();
    }

    static boolean accepts(String url) {
        return url.startsWith(FILE)
                || url.startsWith(MEMORY)
                || OverlayUrl.accepts(url)
                || provider(url).isPresent();
    }

    /** Opens it, without a database on it. */
    public static Storage open(OdbConfiguration configuration) {
        String url = configuration.url();
        if (url.startsWith(FILE)) {
            OverlayFolder.requireNone(folder(url));
            return FileStorage.open(folder(url), configuration.readOnly(), settings(configuration));
        }
        if (url.startsWith(MEMORY)) {
            return new MemoryStorage(url.substring(MEMORY.length()));
        }
        if (OverlayUrl.accepts(url)) {
            return OverlayUrl.parse(url).open(configuration);
        }
        return provider(url)
                .orElseThrow(() -> EngineMessages.noStorage(url))
                .open(configuration, RecordInfo::references);
    }

    /** Found where odb-core is, whatever application asks first. */
    private static Stream<StorageProvider> providers() {
        return ServiceLoader.load(StorageProvider.class, StorageProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get);
    }

    private static Optional<StorageProvider> provider(String url) {
        return providers().filter(provider -> provider.accepts(url)).findFirst();
    }

    /** An empty storage to copy into. */
    static CopyTarget copyTarget(OdbConfiguration configuration) {
        String url = configuration.url();
        if (configuration.readOnly()) {
            throw CopyMessages.occupied(ShownUrl.of(url), "it was to be opened read-only");
        }
        if (url.startsWith(FILE)) {
            return new FileCopyTarget(folder(url), settings(configuration));
        }
        if (url.startsWith(MEMORY)) {
            return new MemoryCopyTarget(url.substring(MEMORY.length()));
        }
        if (OverlayUrl.accepts(url)) {
            throw CopyMessages.occupied(ShownUrl.of(url), "an overlay has all that its base has");
        }
        return provider(url)
                .orElseThrow(() -> EngineMessages.noStorage(url))
                .copyTarget(configuration, RecordInfo::references);
    }

    static FileSettings settings(OdbConfiguration configuration) {
        return FileSettings.DEFAULT.withCompress(configuration.compress());
    }

    static Path folder(String url) {
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
