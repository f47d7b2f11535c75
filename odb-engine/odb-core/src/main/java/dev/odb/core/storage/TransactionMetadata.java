package dev.odb.core.storage;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    private static final String UNDONE = RESERVED + "undone";

    /**
     * Whether it is the database's own bookkeeping and nothing else, which the feed of changes leaves out. Kept as a
     * property, so that storages, copies and backups have nothing to know of it.
     */
    public boolean bookkeeping() {
        return properties.containsKey(BOOKKEEPING);
    }

    /** The same, as bookkeeping. */
    public TransactionMetadata asBookkeeping() {
        return with(BOOKKEEPING, "true");
    }

    /**
     * The transactions that it has undone, in the order of tids. What stands there and is no tid is left out, so that a
     * database in which somebody has put it can still be listed; the property shows it.
     */
    public List<Long> undone() {
        String tids = properties.getOrDefault(UNDONE, "");
        return tids.isEmpty()
                ? List.of()
                : Arrays.stream(tids.split(" "))
                        .map(TransactionMetadata::tid)
                        .filter(tid -> tid > 0)
                        .toList();
    }

    private static long tid(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            // this software has not written it
            return 0;
        }
    }

    /** The same, having undone these. */
    public TransactionMetadata asUndoOf(Collection<Long> tids) {
        return with(UNDONE, tids.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private TransactionMetadata with(String key, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(key, value);
        return new TransactionMetadata(user, description, Map.copyOf(more), otherResources);
    }
}
