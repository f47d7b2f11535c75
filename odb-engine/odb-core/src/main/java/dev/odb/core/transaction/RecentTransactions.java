package dev.odb.core.transaction;

import dev.odb.TransactionInfo;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last commits of this process, so that a conflict can tell who came first. Bounded; all threads may use it. */
final class RecentTransactions {
    private static final int BOUND = 4096;

    private final Map<Long, TransactionMetadata> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TransactionMetadata> eldest) {
            return size() > BOUND;
        }
    };

    synchronized void add(long tid, TransactionMetadata metadata) {
        recent.put(tid, metadata);
    }

    synchronized TransactionInfo get(long tid) {
        TransactionMetadata found = recent.get(tid);
        return found == null ? null : new TransactionInfo(tid, Tids.instant(tid), found.user(), found.description());
    }
}
