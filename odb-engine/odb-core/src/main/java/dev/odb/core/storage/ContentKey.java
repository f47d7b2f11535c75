package dev.odb.core.storage;

import java.util.UUID;

/**
 * Names the content of a blob.
 *
 * @param oid the blob
 * @param id chosen when the content was written, not to be guessed; the blob's record has it
 */
public record ContentKey(long oid, UUID id) {
    @Override
    public String toString() {
        return "content " + id + " of blob " + oid;
    }
}
