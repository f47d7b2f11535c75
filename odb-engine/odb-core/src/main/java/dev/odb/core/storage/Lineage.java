package dev.odb.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where a revision stands that was written in a version or by an undo; most revisions have none. The fields are those of the
 * relational storage's state chart (seed 001), with 0 for none.
 *
 * @param version the version it was written in, empty for the main line
 * @param nv the serial of the revision that whoever is not in the version sees in its place; 0 in the main line, and for an
 *     object that was made in the version
 * @param pre the serial of the revision it was made from: the one before it in its version, or the one that an undo went back to
 *     had; 0 for none, or if that one was packed away
 */
public record Lineage(String version, long nv, long pre) {
    /** The most bytes that a version's name takes in UTF-8. */
    public static final int LONGEST_VERSION = 200;
    /** A character takes three bytes at most, or two of them four. */
    private static final int SURELY_SHORT = LONGEST_VERSION / 3;

    /**
     * What a storage keeps.
     *
     * @throws dev.odb.OdbException if the version's name is too long, or is no text that every storage can keep
     */
    public Lineage {
        if (!isName(version)) {
            throw StorageMessages.badVersionName(version);
        }
    }

    /** Whether it is of the main line. */
    public boolean isMain() {
        return version.isEmpty();
    }

    /** Control characters are left out, and what is no Unicode text. */
    private static boolean isName(String version) {
        return version.codePoints().noneMatch(Lineage::isNoText)
                && (version.length() <= SURELY_SHORT || version.getBytes(UTF_8).length <= LONGEST_VERSION);
    }

    private static boolean isNoText(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
