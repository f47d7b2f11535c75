package dev.odb.core.version;

import dev.odb.Persistent;
import dev.odb.Resolvable;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions that have begun and not ended, by name. Transactions that begin or end different ones merge. */
@Persistent
public final class VersionDirectory implements Resolvable<VersionDirectory> {
    /** The name of its root. */
    public static final String ROOT = "odb.versions";

    private SortedMap<String, StoredVersion> versions = new TreeMap<>();

    /** Without any. */
    public VersionDirectory() {}

    /** The versions by name; may be changed. */
    public SortedMap<String, StoredVersion> versions() {
        return versions;
    }

    @Override
    public VersionDirectory resolve(VersionDirectory old, VersionDirectory committed, VersionDirectory mine) {
        mine.versions = MapMerge.merged(old.versions, committed.versions, mine.versions);
        return mine;
    }
}
