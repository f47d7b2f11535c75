package dev.odb.core;

import dev.odb.OdbConfiguration;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.core.storage.overlay.OverlayFolder;
import dev.odb.core.storage.overlay.OverlayStorage;
import dev.odb.spi.ShownUrl;
import java.nio.file.Path;

/**
 * What the URL of an overlay says.
 *
 * @param changes the URL of what is changed, a folder or a name in memory
 * @param base the URL of what is only read
 */
record OverlayUrl(String changes, String base) {
    static final String FORM = "odb:overlay:file:<folder>?base=<URL>, odb:overlay:memory:<name>?base=<URL>";
    private static final String PREFIX = "odb:overlay:";
    private static final String BASE = "?base=";

    static boolean accepts(String url) {
        return url.startsWith(PREFIX);
    }

    /** The first {@code ?base=} counts, so that the base can be an overlay as well. */
    static OverlayUrl parse(String url) {
        int at = url.indexOf(BASE);
        if (at < 0) {
            throw EngineMessages.badOverlay(url, "it has no '" + BASE + "'");
        }
        String changes = "odb:" + url.substring(PREFIX.length(), at);
        String base = url.substring(at + BASE.length());
        if (!changes.startsWith(Storages.FILE) && !changes.startsWith(Storages.MEMORY)) {
            throw EngineMessages.badOverlay(url, "changes are kept in 'file:<folder>' or 'memory:<name>'");
        }
        if (!Storages.accepts(base)) {
            throw EngineMessages.badOverlay(url, "'" + ShownUrl.of(base) + "' is no URL of a database");
        }
        return new OverlayUrl(changes, base);
    }

    /** Opens both, or neither. */
    Storage open(OdbConfiguration configuration) {
        Storage below = Storages.open(OdbConfiguration.of(base).withReadOnly(true));
        Storage above = null;
        Storage opened = null;
        try {
            OverlayStorage.requireReadOnly(below);
            if (changes.startsWith(Storages.MEMORY)) {
                above = new MemoryStorage(changes.substring(Storages.MEMORY.length()));
                opened = OverlayStorage.begin(below, above);
            } else {
                Path folder = Storages.folder(changes);
                OverlayFolder place = new OverlayFolder(folder);
                above = FileStorage.open(place.changes(), configuration.readOnly(), Storages.settings(configuration));
                opened = place.over(below, above);
            }
            return opened;
        } finally {
            if (opened == null) {
                if (above != null) {
                    above.close();
                }
                below.close();
            }
        }
    }
}
