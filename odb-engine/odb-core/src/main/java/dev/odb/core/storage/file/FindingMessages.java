package dev.odb.core.storage.file;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Tids;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@link Verification} and {@link Recovery} find, ODB-4123 to ODB-4149 and ODB-4221. */
final class FindingMessages {
    static final String NOTHING = "nothing that is stored";
    private static final int NAMED = 100;
    private static final Set<Integer> INFORMATION = Set.of(4137, 4138, 4141);
    /** References to objects, and to contents of blobs. */
    private static final Set<Integer> DANGLING = Set.of(4131, 4133);

    private FindingMessages() {}

    static boolean isInformation(Finding finding) {
        return INFORMATION.contains(finding.code());
    }

    static boolean isDangling(Finding finding) {
        return DANGLING.contains(finding.code());
    }

    private static Finding finding(String code, String file, long offset, String what, String affected) {
        return new Finding(Integer.parseInt(code.substring(4)), file, offset, what, affected);
    }

    /** A segment does not begin as one. */
    static Finding segmentHeader(String file) {
        return finding(
                "ODB-4123",
                file,
                0,
                "it does not begin as a log segment",
                "nothing else in it; where the segment before it ends is not known");
    }

    /** A segment is not there, or not in its place. */
    static Finding segmentPlace(String file, String what, String affected) {
        return finding("ODB-4124", file, 0, what, affected);
    }

    /** No group where one was. */
    static Finding group(String file, long offset, String what, String affected) {
        return finding("ODB-4125", file, offset, what, affected);
    }

    /** An entry in a group. */
    static Finding entry(String file, long offset, String what, String affected) {
        return finding("ODB-4126", file, offset, what, affected);
    }

    /** A record. */
    static Finding record(String file, long offset, String what, String affected) {
        return finding("ODB-4127", file, offset, what, affected);
    }

    /** A decision that cannot be right. */
    static Finding decision(String file, long offset, String what, String affected) {
        return finding("ODB-4128", file, offset, what, affected);
    }

    /** A record that names an earlier one which is not there. */
    static Finding chain(String file, long offset, String what, String affected) {
        return finding("ODB-4129", file, offset, what, affected);
    }

    /** What others see of an object that is in a version. */
    static Finding outside(String file, long offset, long oid, Lineage lineage, String transaction) {
        return finding(
                "ODB-4221",
                file,
                offset,
                "a record of version '" + lineage.version() + "' says that all others see what "
                        + transaction(lineage.nv()) + " wrote, which is not there",
                "object " + oid + " outside of the version, as it is since " + transaction);
    }

    /** Bytes that must be zero. */
    static Finding notZero(String file, long offset, String what) {
        return finding("ODB-4130", file, offset, what, NOTHING);
    }

    /** A reference to nothing. */
    static Finding reference(String file, long offset, long oid, String targets) {
        return finding(
                "ODB-4131",
                file,
                offset,
                "object " + oid + " refers to what is not there",
                "the references to " + targets);
    }

    /** A record whose class is not described, or that is none. */
    static Finding recordClass(String file, long offset, String what, String affected) {
        return finding("ODB-4132", file, offset, what, affected);
    }

    /** The content of a blob. */
    static Finding content(String file, String what, String affected) {
        return finding("ODB-4133", file, 0, what, affected);
    }

    /** A branch of which more is not known. */
    static Finding branch(String file, long offset, String what, String affected) {
        return finding("ODB-4134", file, offset, what, affected);
    }

    /** An object whose newest revision is lost. */
    static Finding fellBack(String file, long offset, long oid, long tid, long serial, boolean hasBase) {
        return finding(
                "ODB-4135",
                file,
                offset,
                "what " + transaction(tid) + " wrote of object " + oid + " is lost",
                serial == 0
                        ? "object " + oid
                                + (hasBase
                                        ? ", which is as in the base, or gone if it is not there"
                                        : ", which is gone: nothing else of it can be read")
                        : "object " + oid + ", which is as " + transaction(serial) + " left it");
    }

    /** The database's id. */
    static Finding newDatabase(String file, String id) {
        return finding(
                "ODB-4136",
                file,
                0,
                "the database's id cannot be read any more, so the new folder has another one, " + id,
                "transaction managers, which take it for another database");
    }

    /** What a crash leaves. */
    static Finding tornTail(String file, long offset, long bytes) {
        return finding(
                "ODB-4137",
                file,
                offset,
                "behind the end of the log stand " + bytes
                        + " bytes that were never acknowledged, as after a crash or while a commit is written",
                "nothing that was acknowledged");
    }

    /** The last process that wrote did not say that it was done. */
    static Finding notClosed(String file, long offset) {
        return finding(
                "ODB-4141",
                file,
                offset,
                "the log does not end with the mark of a clean close: a process is writing, or has died, or the file was"
                        + " cut off here",
                "nothing, unless it was cut off");
    }

    /** What a pack leaves. */
    static Finding packLeftovers(String file, String what) {
        return finding("ODB-4138", file, 0, what, "nothing; opening the database removes it, unless a pack is running");
    }

    /** Too many to be listed. */
    static Finding more(long count) {
        return finding("ODB-4139", "", 0, count + " more findings are not listed", "see those that are");
    }

    /** The disk does not give the bytes. */
    static Finding unreadable(String file, long offset, long length, String cause) {
        return finding(
                "ODB-4140",
                file,
                offset,
                length + " bytes cannot be read from the disk (" + cause + ")",
                "what is reported for this place beside this");
    }

    /** A saved index. */
    static Finding savedIndex(String file, long offset, String what) {
        return finding("ODB-4142", file, offset, what, "nothing: opening the database builds the index again");
    }

    static String transaction(long tid) {
        return "transaction " + tid + " of " + Tids.instant(tid);
    }

    static String objects(long[] oids) {
        if (oids.length == 0) {
            return "no objects";
        }
        String some = Arrays.stream(oids).limit(NAMED).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return (oids.length == 1 ? "object " : "objects ")
                + some
                + (oids.length > NAMED ? " and " + (oids.length - NAMED) + " more" : "");
    }
}
