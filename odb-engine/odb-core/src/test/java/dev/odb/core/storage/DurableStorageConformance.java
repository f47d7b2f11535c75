package dev.odb.core.storage;

/** What every storage does that outlives its process. */
public abstract class DurableStorageConformance extends StorageConformance implements ReopenCases, VersionReopenCases {
    /** The same database again, after the storage was closed. */
    protected abstract Storage open(boolean readOnly) throws Exception;

    @Override
    public final void reopen(boolean readOnly) throws Exception {
        storage().close();
        storage(open(readOnly));
    }
}
