package dev.odb.tools;

import dev.odb.core.storage.overlay.OverlayFolder;
import java.nio.file.Path;

/**
 * A folder whose database may be the changes of an overlay.
 *
 * @param overlay the folder of that overlay, or null
 * @param border up to which tid revisions are those of its base, 0 if there is none
 */
record OverlayChanges(Path overlay, long border) {
    static OverlayChanges in(Path folder) {
        OverlayFolder overlay = OverlayFolder.ofChanges(folder);
        return overlay == null ? new OverlayChanges(null, 0) : new OverlayChanges(overlay.folder(), overlay.border());
    }

    /** What is to be said of them. */
    String note() {
        return "These are the changes of the overlay in '" + overlay
                + "'. What they refer to in its base was not looked for; 'odb copy' of the overlay reads both.";
    }
}
