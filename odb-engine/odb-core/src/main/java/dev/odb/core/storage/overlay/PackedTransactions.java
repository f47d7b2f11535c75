package dev.odb.core.storage.overlay;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Transactions as a pack leaves them: only the revisions that stay, without predecessors. One thread. */
final class PackedTransactions implements Iterator<CommittedTransaction> {
    private final Iterator<CommittedTransaction> all;
    private final Staying staying;
    private CommittedTransaction ahead;

    /** Knows what stays. */
    @FunctionalInterface
    interface Staying {
        boolean stays(long oid, long serial);
    }

    PackedTransactions(Iterator<CommittedTransaction> all, Staying staying) {
        this.all = all;
        this.staying = staying;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && all.hasNext()) {
            ahead = left(all.next());
        }
        return ahead != null;
    }

    @Override
    public CommittedTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CommittedTransaction given = ahead;
        ahead = null;
        return given;
    }

    private CommittedTransaction left(CommittedTransaction transaction) {
        Writes writes = Writes.of(transaction.writes());
        int[] left = IntStream.range(0, writes.size())
                .filter(i -> staying.stays(writes.oid(i), transaction.tid()))
                .toArray();
        return left.length == 0
                ? null
                : new CommittedTransaction(transaction.tid(), transaction.metadata(), new Left(writes, left, staying));
    }

    /** Some of the writes, each read when it is asked for. */
    private static final class Left extends Writes {
        private final Writes writes;
        private final int[] left;
        private final Staying staying;

        Left(Writes writes, int[] left, Staying staying) {
            this.writes = writes;
            this.left = left;
            this.staying = staying;
        }

        @Override
        public Write get(int index) {
            Write write = writes.get(left[index]);
            return new Write(write.oid(), 0, write.record(), 0, remaining(write.oid(), write.lineage()));
        }

        @Override
        public int size() {
            return left.length;
        }

        @Override
        public long oid(int index) {
            return writes.oid(left[index]);
        }

        @Override
        public long serialSeen(int index) {
            return 0;
        }

        @Override
        public Lineage lineage(int index) {
            return remaining(oid(index), writes.lineage(left[index]));
        }

        private Lineage remaining(long oid, Lineage lineage) {
            return lineage == null || staying.stays(oid, lineage.pre())
                    ? lineage
                    : new Lineage(lineage.version(), lineage.nv(), 0);
        }

        @Override
        public int length(int index) {
            return writes.length(left[index]);
        }
    }
}
