package dev.odb.core.storage.local;

import dev.odb.core.storage.BranchId;

/** Says which prepared branch holds an object. */
@FunctionalInterface
public interface PreparedHolders {
    /** The branch that forbids a check or, if {@code write}, a write of the object; or null. */
    BranchId holder(long oid, boolean write);
}
