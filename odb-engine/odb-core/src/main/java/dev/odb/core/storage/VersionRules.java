package dev.odb.core.storage;

/**
 * What is written by the operations on versions and by an undo: the rules behind the state chart of seed 001, with the
 * resolutions that its contradictions need. A storage keeps what it is given; whoever writes in a version, commits or aborts
 * one, or undoes something asks here what to give it. Nothing is looked up and nothing is checked here: who calls has the head,
 * the newest revision of all, and knows that no other version holds the object.
 */
public final class VersionRules {
    private static final byte[] TOMBSTONE = {};

    private VersionRules() {}

    /**
     * Whether nobody who works in {@code version} may write the object, since another version holds it.
     *
     * @param head the version of the object's newest revision
     * @param version the one that is worked in, empty for the main line
     */
    public static boolean holds(String head, String version) {
        return !head.isEmpty() && !head.equals(version);
    }

    /**
     * The lineage of an object's next revision.
     *
     * @param headSerial the newest revision of the object, 0 if it is a new one
     * @param head its lineage, or null
     * @param version the version that is worked in, empty for the main line
     * @return null if it is a plain one
     */
    public static Lineage stored(long headSerial, Lineage head, String version) {
        if (version.isEmpty()) {
            return null;
        }
        return head == null || head.isMain()
                ? new Lineage(version, headSerial, 0)
                : new Lineage(version, head.nv(), headSerial);
    }

    /**
     * Where the record of a revision stands.
     *
     * @return 0 if it has none, being a tombstone
     */
    public static long dataSerial(RevisionFields revision) {
        return revision.tombstone() ? 0 : revision.dataSerial() == 0 ? revision.serial() : revision.dataSerial();
    }

    /**
     * Holds the object in a version, with the state that it has.
     *
     * @param state the record of the head
     */
    public static Write lock(long oid, RevisionFields head, String version, byte[] state) {
        return again(oid, head.serial(), head, state, stored(head.serial(), head.lineage(), version));
    }

    /**
     * Puts what an object is in a version into the main line, or into another version.
     *
     * @param head the version's newest revision
     * @param into the other version, empty for the main line
     * @param state the record of the head
     */
    public static Write commit(long oid, RevisionFields head, String into, byte[] state) {
        Lineage lineage =
                into.isEmpty() ? null : new Lineage(into, head.lineage().nv(), head.serial());
        return again(oid, head.serial(), head, state, lineage);
    }

    /**
     * Makes an object again what it is outside of a version.
     *
     * @param head the version's newest revision
     * @param outside the revision that is its {@code nv}; null if it was made in the version
     * @param state the record of {@code outside}
     */
    public static Write abort(long oid, RevisionFields head, RevisionFields outside, byte[] state) {
        return outside == null
                ? new Write(oid, head.serial(), TOMBSTONE)
                : again(oid, head.serial(), outside, state, null);
    }

    private static Write again(long oid, long headSerial, RevisionFields source, byte[] state, Lineage lineage) {
        byte[] record = source.tombstone() ? TOMBSTONE : state;
        return new Write(oid, headSerial, record, dataSerial(source), lineage);
    }
}
