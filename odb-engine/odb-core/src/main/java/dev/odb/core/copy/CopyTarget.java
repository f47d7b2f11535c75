package dev.odb.core.copy;

import dev.odb.core.storage.Storage;

/** Where a copy is made: empty, and nobody else's until it is finished. */
public interface CopyTarget {
    /** The storage to fill. */
    Storage storage();

    /** The copy is complete: puts it into its place, durably, and gives the open storage. */
    Storage finish();

    /** Removes what there is of the copy. */
    void abandon();
}
