package dev.odb.core.storage;

import java.util.HashMap;
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

    /** Keys that begin so are the database's own; applications cannot set them. */
    public static final String RESERVED = "odb.";

    private static final String BOOKKEEPING = RESERVED + "bookkeeping";

    /**
     * Whether it is the database's own bookkeeping and nothing else, which the feed of changes leaves out. Kept as a
     * property, so that storages, copies and backups have nothing to know of it.
     */
    public boolean bookkeeping() {
        return properties.containsKey(BOOKKEEPING);
    }

    /** The same, as bookkeeping. */
    public TransactionMetadata asBookkeeping() {
        Map<String, String> more = new HashMap<>(properties);
        more.put(BOOKKEEPING, "true");
        return new TransactionMetadata(user, description, Map.copyOf(more), otherResources);
    }
}
