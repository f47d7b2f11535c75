package dev.odb.core.storage.overlay;

import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An overlay whose changes stand in a folder, with a file beside them that says over what they lie.
 *
 * @param folder which
 */
public record OverlayFolder(Path folder) {
    private static final String CHANGES = "changes";

    /** The overlay whose changes stand in that folder, or null if they are those of none. */
    public static OverlayFolder ofChanges(Path changes) {
        Path place = changes.toAbsolutePath().normalize();
        Path above = place.getParent();
        return above != null && place.endsWith(CHANGES) && Files.exists(above.resolve(OverlayMark.FILE))
                ? new OverlayFolder(above)
                : null;
    }

    /**
     * Up to which tid revisions are those of the base.
     *
     * @throws dev.odb.OdbException if the file that says it is damaged
     */
    public long border() {
        try {
            return OverlayMark.read(folder).lastTid();
        } catch (IOException e) {
            throw OverlayMessages.cannotOpen(folder.toString(), e);
        }
    }

    /**
     * Requires that a folder has no changes of an overlay, which are no database by themselves.
     *
     * @throws dev.odb.OdbException if it has
     */
    public static void requireNone(Path database) {
        OverlayFolder overlay = ofChanges(database);
        if (overlay != null) {
            throw OverlayMessages.notByItself(
                    database.toString(), overlay.folder().toString());
        }
    }

    /** The folder of the database of the changes, to be opened before {@link #over}, for writing or read-only. */
    public Path changes() {
        return folder.resolve(CHANGES);
    }

    /**
     * Lays the changes over the base, with which they were begun or are begun now.
     *
     * @param base read-only
     * @param changes the database in {@link #changes}
     * @throws dev.odb.OdbException if the changes are those of another base, or the base has changed since
     */
    public OverlayStorage over(Storage base, Storage changes) {
        try {
            OverlayMark now = OverlayMark.of(base, changes);
            OverlayMark before = OverlayMark.read(folder);
            if (before == null && !changes.readOnly()) {
                return begin(base, changes, now);
            }
            if (before == null || !before.overlay().equals(now.overlay())) {
                throw OverlayMessages.occupied(folder.toString());
            }
            if (!before.equals(now)) {
                throw OverlayMessages.baseChanged(
                        folder.toString(), base.location(), before.describeBase(), now.describeBase());
            }
            if (!changes.readOnly()) {
                OverlayStorage.numberAbove(base, changes);
            }
            return new OverlayStorage(base, changes);
        } catch (IOException e) {
            throw OverlayMessages.cannotOpen(folder.toString(), e);
        }
    }

    private OverlayStorage begin(Storage base, Storage changes, OverlayMark mark) throws IOException {
        OverlayStorage begun = OverlayStorage.begin(base, changes);
        mark.write(folder);
        return begun;
    }
}
