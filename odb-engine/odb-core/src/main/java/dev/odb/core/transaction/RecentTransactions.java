package dev.odb.core.transaction;

import dev.odb.TransactionInfo;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The last commits of this process, so that a conflict can tell who came first. Bounded in number and in what
 * applications have said about them; all threads may use it.
 */
final class RecentTransactions {
    private static final int BOUND = 4096;
    private static final long BOUND_OF_TEXT = 1 << 20;

    private final Map<Long, TransactionMetadata> recent = new HashMap<>();
    private final Deque<Long> order = new ArrayDeque<>();
    private long text;

    synchronized void add(long tid, TransactionMetadata metadata) {
        recent.put(tid, metadata);
        order.addLast(tid);
        text += length(metadata);
        // the newest stays, whatever its length
        while (order.size() > BOUND || text > BOUND_OF_TEXT && order.size() > 1) {
            text -= length(recent.remove(order.removeFirst()));
        }
    }

    private static long length(TransactionMetadata metadata) {
        long length = metadata.user().length() + metadata.description().length();
        for (Map.Entry<String, String> property : metadata.properties().entrySet()) {
            length += property.getKey().length() + property.getValue().length();
        }
        return length;
    }

    synchronized TransactionInfo get(long tid) {
        TransactionMetadata found = recent.get(tid);
        return found == null
                ? null
                : new TransactionInfo(tid, Tids.instant(tid), found.user(), found.description(), found.properties());
    }
}
