package dev.odb.core.storage;

import dev.odb.PackReport.Contents;

/**
 * What a storage has packed.
 *
 * @param packedTid the newest transaction that was packed
 * @param before what there was
 * @param after what there is, at the same moment
 * @param removed the objects that are gone
 * @param heldBack what another process reads, if that is why it has not gone as far as it was asked to; else empty
 */
public record PackResult(long packedTid, Contents before, Contents after, OidSet removed, String heldBack) {
    /** One that nobody has held back. */
    public PackResult(long packedTid, Contents before, Contents after, OidSet removed) {
        this(packedTid, before, after, removed, "");
    }
}
