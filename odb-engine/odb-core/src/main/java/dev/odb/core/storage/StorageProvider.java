package dev.odb.core.storage;

import dev.odb.OdbConfiguration;

/**
 * Opens storages that odb-core does not have; found by {@link java.util.ServiceLoader} with odb-core's own class loader.
 */
public interface StorageProvider {
    /** What its URLs look like, for messages. */
    String urlForm();

    /** Whether the URL is one of its own. */
    boolean accepts(String url);

    /**
     * Opens the storage that the configuration's URL names, and creates it if it is not there and not to be opened
     * read-only.
     *
     * @param references what records refer to, for storages that keep that, too
     */
    Storage open(OdbConfiguration configuration, References references);

    /**
     * Begins a copy to where the configuration's URL names. What an earlier copy has left there that was cut short goes.
     *
     * @throws dev.odb.CopyFailedException if there is something else
     */
    CopyTarget copyTarget(OdbConfiguration configuration, References references);
}
