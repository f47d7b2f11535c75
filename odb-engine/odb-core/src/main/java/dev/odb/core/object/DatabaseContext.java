package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.SharedForms;
import dev.odb.core.storage.Storage;
import dev.odb.core.transaction.Commits;
import java.time.InstantSource;

/**
 * What all workspaces of a database share.
 *
 * @param storage where records live
 * @param catalog the stored classes
 * @param commits the transaction layer
 * @param bounds how much of its objects each workspace keeps in memory
 * @param pins the contents of blobs that commits under way need
 * @param forms what records with long lists say
 * @param classes the applications' classes that were found
 * @param counts what they load and hold
 * @param agreements which deployments have the same classes
 * @param clock by which locks expire
 */
public record DatabaseContext(
        Storage storage,
        ClassCatalog catalog,
        Commits commits,
        MemoryBounds bounds,
        BlobPins pins,
        SharedForms forms,
        FoundClasses classes,
        ObjectCounts counts,
        LoaderAgreements agreements,
        InstantSource clock) {
    /** With nothing under way. */
    public DatabaseContext(
            Storage storage,
            ClassCatalog catalog,
            Commits commits,
            MemoryBounds bounds,
            SharedForms forms,
            InstantSource clock) {
        this(
                storage,
                catalog,
                commits,
                bounds,
                new BlobPins(storage),
                forms,
                new FoundClasses(),
                new ObjectCounts(),
                new LoaderAgreements(catalog),
                clock);
    }
}
