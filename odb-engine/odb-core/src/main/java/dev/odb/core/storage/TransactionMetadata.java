package dev.odb.core.storage;

import java.util.Map;

/**
 * What is stored about a transaction beside its records.
 *
 * @param user the caller's name, may be empty
 * @param description what it was for, may be empty
 * @param properties more, by key
 * @param otherResources whether it was prepared, that is, others took part
 */
public record TransactionMetadata(
        String user, String description, Map<String, String> properties, boolean otherResources) {
    /** Nothing known. */
    public static final TransactionMetadata NONE = new TransactionMetadata("", "", Map.of(), false);
}
