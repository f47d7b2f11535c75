package dev.odb.core.storage;

import dev.odb.PackReport.Contents;

/**
 * What a storage has packed.
 *
 * @param packedTid the newest transaction that was packed
 * @param before what there was
 * @param after what there is, at the same moment
 * @param removed the objects that are gone
 */
public record PackResult(long packedTid, Contents before, Contents after, OidSet removed) {}
