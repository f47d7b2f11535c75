package dev.odb.core.audit;

import dev.odb.AuditEntry;
import dev.odb.BTreeMap;
import dev.odb.OdbConnection;
import dev.odb.PackProgress.Phase;
import dev.odb.PersistentList;
import dev.odb.core.inflow.Bookkeeping;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What is kept of transactions that packs drop: a root that is a tree of pages, by the last tid of each. An ordinary root, so every
 * storage has it, and copies, backups and packs carry it. Everything up to the last page's tid is read from it, also what is still
 * stored, so that a pack which fails after it was written changes nothing. All threads may use it.
 */
final class Trail {
    static final String ROOT = "odb.audit";

    /** There is nothing to write down behind it. */
    private static final long NOWHERE = Long.MAX_VALUE;

    private final Storage storage;
    private final Bookkeeping bookkeeping;
    private final StoredEntries stored;

    Trail(Storage storage, Bookkeeping bookkeeping, StoredEntries stored) {
        this.storage = storage;
        this.bookkeeping = bookkeeping;
        this.stored = stored;
    }

    boolean exists() {
        return bookkeeping.read(connection -> pages(connection) != null);
    }

    /** The last transaction that it tells of; 0 if none. */
    long end() {
        return bookkeeping.read(connection -> end(pages(connection)));
    }

    private static long end(BTreeMap<Long, Object> pages) {
        return pages == null || pages.isEmpty() ? 0 : pages.lastKey();
    }

    /** Entries with tids between these, both inclusive, a page of them in memory. */
    Iterator<AuditEntry> read(long first, long last, boolean newestFirst) {
        return new TrailReader(this, first, last, newestFirst);
    }

    /** The page that has the first entry which is not before the tid; null if there is none. */
    List<AuditEntry> pageFrom(long tid) {
        return bookkeeping.read(connection -> {
            BTreeMap<Long, Object> pages = pages(connection);
            return pages == null ? null : decoded(pages.ceilingEntry(tid));
        });
    }

    /** The page that has the last entry which is not after the tid; null if there is none. */
    List<AuditEntry> pageUpTo(long tid) {
        return bookkeeping.read(connection -> {
            BTreeMap<Long, Object> pages = pages(connection);
            List<AuditEntry> found = pages == null ? null : decoded(pages.ceilingEntry(tid));
            return found != null && found.get(0).tid() <= tid || pages == null ? found : decoded(pages.lowerEntry(tid));
        });
    }

    private static List<AuditEntry> decoded(Map.Entry<Long, ?> page) {
        if (page == null) {
            return null;
        }
        if (page.getValue() instanceof PersistentList<?> list
                && list.size() == 1
                && list.get(0) instanceof byte[] bytes) {
            return TrailPageReader.read(bytes, page.getKey());
        }
        throw AuditMessages.damagedPage(page.getKey(), new IOException("it is no page"));
    }

    /**
     * Writes down the transactions up to that tid that it does not tell of yet, a page in each transaction. A pack of another process
     * may do the same meanwhile, to another tid.
     */
    void extend(long upTo, PackMonitor monitor) {
        begin();
        long end = end();
        long begun = -1;
        Iterator<AuditEntry> transactions = entries(end, upTo);
        while (transactions.hasNext()) {
            TrailPage page = new TrailPage();
            while (transactions.hasNext() && !page.isFull()) {
                page.add(transactions.next());
                begun = begun < 0 ? page.last() - 1 : begun;
            }
            monitor.progress(Phase.TRAIL, page.last() - begun, upTo - begun);
            end = append(end, page);
            if (end == NOWHERE) {
                return;
            }
            if (end != page.last()) {
                transactions = entries(end, upTo);
            }
        }
    }

    private Iterator<AuditEntry> entries(long after, long upTo) {
        return stored.entries(storage.transactions(after + 1, upTo));
    }

    private void begin() {
        if (!exists()) {
            bookkeeping.change(
                    "the audit trail begins",
                    connection -> connection.roots().putIfAbsent(ROOT, new BTreeMap<Long, Object>()));
        }
    }

    /** Unless another process has come first; gives where the trail ends then, which is nowhere if it was dropped. */
    private long append(long after, TrailPage page) {
        byte[] bytes = page.encoded();
        return bookkeeping.change("the audit trail up to " + page.last(), connection -> {
            BTreeMap<Long, Object> pages = pages(connection);
            if (pages == null) {
                return NOWHERE;
            }
            long end = end(pages);
            if (end != after) {
                return end;
            }
            pages.put(page.last(), new PersistentList<>(List.of(bytes)));
            return page.last();
        });
    }

    void drop() {
        if (exists()) {
            bookkeeping.change(
                    "the audit trail is dropped",
                    connection -> connection.roots().remove(ROOT));
        }
    }

    @SuppressWarnings("unchecked")
    private static BTreeMap<Long, Object> pages(OdbConnection connection) {
        Object root = connection.roots().get(ROOT);
        if (root == null) {
            return null;
        }
        if (!(root instanceof BTreeMap<?, ?> tree)) {
            throw AuditMessages.noTrail("of " + root.getClass().getName());
        }
        if (!tree.isEmpty() && !(tree.lastKey() instanceof Long)) {
            throw AuditMessages.noTrail("by " + tree.lastKey().getClass().getName());
        }
        return (BTreeMap<Long, Object>) tree;
    }
}
