package dev.odb.core.object;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.VersionRules;

/**
 * Where among the versions an object goes by the undo of one revision of it: back to where the revision before was, unless
 * that would change from within a version what is seen outside of it.
 *
 * @param here the version in which the undo is, empty for the main line
 * @param undone the serial of the revision
 * @param before the revision before it
 */
record UndoneLineage(String here, long undone, RevisionFields before) {
    /**
     * Why it cannot be undone here, or null.
     *
     * @param lineage of the object's newest revision, or null
     * @param as the serial of the revision whose state that is
     */
    String obstacle(Lineage lineage, long as) {
        String holder = lineage == null ? "" : lineage.version();
        if (VersionRules.holds(holder, here) && !broughtIn(lineage, as)) {
            return held(holder);
        }
        String back = before.lineage().version();
        boolean elsewhere = !here.isEmpty() && !back.isEmpty() && !back.equals(here);
        return elsewhere && as != undone
                ? "it would go back into version '" + back + "', and it has changed since in version '" + here + "'"
                : elsewhere && holder.isEmpty()
                        ? "it would go back into version '" + back + "'; undo it there or in the main line"
                        : null;
    }

    /**
     * The lineage of the revision that undoes it.
     *
     * @param head the serial of the object's newest revision
     */
    Lineage lineage(long head, Lineage lineage, long as) {
        Lineage back = before.lineage();
        if (here.isEmpty() || broughtIn(lineage, as)) {
            return back;
        }
        boolean inside = lineage != null && lineage.version().equals(here);
        if (back.isMain()) {
            return inside && before.serial() == lineage.nv() ? back : VersionRules.stored(head, lineage, here);
        }
        return inside && back.version().equals(here) && back.nv() != lineage.nv()
                ? new Lineage(here, lineage.nv(), head)
                : back;
    }

    /**
     * Whether the undone revision is the newest, and an undo that has brought the object from the main line into a version.
     */
    private boolean broughtIn(Lineage lineage, long as) {
        return as == undone
                && lineage != null
                && !lineage.isMain()
                && before.lineage().isMain()
                && before.serial() != lineage.nv();
    }

    static String held(String version) {
        return "version '" + version + "' holds it; undo it there";
    }
}
