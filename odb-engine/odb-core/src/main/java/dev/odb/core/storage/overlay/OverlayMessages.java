package dev.odb.core.storage.overlay;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.StorageFormatTooNewException;

/** The messages of overlays, ODB-4340 to ODB-4345 and ODB-4354. */
final class OverlayMessages {
    private OverlayMessages() {}

    static OdbException baseChanged(String overlay, String base, String recorded, String found) {
        return new OdbException(
                "ODB-4340",
                "The base '" + base + "' of the overlay '" + overlay
                        + "' is not what it was when the overlay was made: it was "
                        + recorded + " and is " + found
                        + ". Nothing was changed. Open the overlay with the base as it was, such as a copy of its folder,"
                        + " or a backup of it restored in place; nobody may write to the base of an overlay.");
    }

    static OdbException baseWritable(String base) {
        return new OdbException(
                "ODB-4341",
                "'" + base
                        + "' cannot be the base of an overlay, because it cannot be opened read-only. Name a database in"
                        + " a folder or in tables, or another overlay.");
    }

    static OdbException occupied(String overlay) {
        return new OdbException(
                "ODB-4342",
                "In '" + overlay + "' are changes that are not those of an overlay, or its file '" + OverlayMark.FILE
                        + "' was lost. Nothing was changed. Name a folder that is empty or does not exist, or put that"
                        + " file back.");
    }

    static CorruptStorageException damaged(String file) {
        return new CorruptStorageException(
                "ODB-4343",
                "The file '" + file
                        + "', which says what the overlay lies over, is damaged. Nothing was changed. Put it"
                        + " back from a copy of the folder.",
                null);
    }

    static StorageFormatTooNewException tooNew(String file, int version, int newest) {
        return new StorageFormatTooNewException(
                "ODB-4344",
                "The file '" + file + "' has format version " + version + ", the newest that this software reads is "
                        + newest + ". Nothing was changed. Use the ODB version that made it, or a newer one.");
    }

    static OdbException notByItself(String changes, String overlay) {
        return new OdbException(
                "ODB-4354",
                "In '" + changes
                        + "' are the changes of an overlay, which are no database without its base. Nothing was changed. Open"
                        + " the overlay, 'odb:overlay:file:" + overlay
                        + "?base=<URL of the base>', or copy it with 'odb copy' into a database of its own.");
    }

    static OdbException cannotOpen(String overlay, Throwable cause) {
        return new OdbException(
                "ODB-4345",
                "The overlay in '" + overlay + "' cannot be opened (" + cause + "). Check the path and the rights.",
                cause);
    }
}
