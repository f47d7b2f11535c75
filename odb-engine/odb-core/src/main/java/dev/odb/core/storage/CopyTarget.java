package dev.odb.core.storage;

/** Where a copy of a database is made: empty, and nobody else's until it is finished; until then nobody can open it. */
public interface CopyTarget {
    /** The storage to fill. */
    Storage storage();

    /** The copy is complete: puts it into its place, durably, and gives the open storage. */
    Storage finish();

    /** Removes what there is of the copy. If that cannot be done, nobody can open it all the same. */
    void abandon();
}
