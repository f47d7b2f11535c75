package dev.odb.core.transaction;

import dev.odb.TransactionInfo;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import java.util.Map;

/**
 * The last commits of this process, so that a conflict can tell who came first. Bounded in number and in what
 * applications have said about them; all threads may use it.
 */
final class RecentTransactions {
    private static final int BOUND = 4096;
    private static final long BOUND_OF_TEXT = 1 << 20;

    /** Rings, in the order of the tids. */
    private final long[] tids = new long[BOUND];

    private final TransactionMetadata[] recent = new TransactionMetadata[BOUND];
    /** Of their texts: what has to go is not looked at, since no cache of the processor has it any more. */
    private final int[] lengths = new int[BOUND];

    private int first;
    private int size;
    private long text;

    synchronized void add(long tid, TransactionMetadata metadata) {
        int length = length(metadata);
        text += length;
        // the newest stays, whatever its length
        while (size == BOUND || text > BOUND_OF_TEXT && size > 0) {
            text -= lengths[first];
            recent[first] = null;
            first = at(1);
            size--;
        }
        tids[at(size)] = tid;
        recent[at(size)] = metadata;
        lengths[at(size)] = length;
        size++;
    }

    private int at(int number) {
        return (first + number) % BOUND;
    }

    private static int length(TransactionMetadata metadata) {
        int length = metadata.user().length() + metadata.description().length();
        for (Map.Entry<String, String> property : metadata.properties().entrySet()) {
            length += property.getKey().length() + property.getValue().length();
        }
        return length;
    }

    synchronized TransactionInfo get(long tid) {
        TransactionMetadata found = find(tid);
        return found == null ? null : info(tid, found);
    }

    static TransactionInfo info(long tid, TransactionMetadata about) {
        return new TransactionInfo(tid, Tids.instant(tid), about.user(), about.description(), about.properties());
    }

    private TransactionMetadata find(long tid) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (tids[at(middle)] < tid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < size && tids[at(low)] == tid ? recent[at(low)] : null;
    }
}
