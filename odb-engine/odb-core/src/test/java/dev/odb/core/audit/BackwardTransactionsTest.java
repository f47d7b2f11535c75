package dev.odb.core.audit;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.TestClock;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** More transactions than are kept of a window, at all distances from each other. */
class BackwardTransactionsTest {
    @Test
    void transactions_comeFromTheNewestOn() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        Random random = new Random(seed);
        TestClock clock = new TestClock();
        List<Long> tids = new ArrayList<>();
        try (MemoryStorage storage = new MemoryStorage("test", clock)) {
            for (int i = 0; i < 5000; i++) {
                clock.set(clock.instant().plus(Duration.ofNanos(1L << random.nextInt(i < 2500 ? 12 : 40))));
                tids.add(commit(storage, write(i, 0, "x")));
            }
            for (int from : new int[] {0, 1, 2400, 4999}) {
                List<Long> expected = new ArrayList<>(tids.subList(from, tids.size()));
                Collections.reverse(expected);
                List<Long> found = new ArrayList<>();
                new BackwardTransactions(storage, tids.get(from), storage.lastTid())
                        .forEachRemaining(each -> found.add(each.tid()));
                assertThat(found).as("seed " + seed).isEqualTo(expected);
            }
        }
    }

    /** In a relational database looking up what each wrote would take many times as long as the rest of the list. */
    @Test
    void whatNobodyAsksFor_isNotLookedUp() {
        try (ForwardingStorage storage = new UnreadWrites()) {
            List<Long> found = new ArrayList<>();
            new BackwardTransactions(storage, 1, 3000).forEachRemaining(each -> found.add(each.tid()));
            assertThat(found).hasSize(3000).isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    private static final class UnreadWrites extends ForwardingStorage {
        UnreadWrites() {
            super(new MemoryStorage("unread"));
        }

        @Override
        public Iterator<CommittedTransaction> transactions(long first, long last) {
            return LongStream.rangeClosed(first, last)
                    .mapToObj(tid -> new CommittedTransaction(tid, TransactionMetadata.NONE, new Unread()))
                    .iterator();
        }
    }

    private static final class Unread extends Writes {
        @Override
        public int held() {
            return 0;
        }

        @Override
        public int size() {
            throw new AssertionError("looked up");
        }

        @Override
        public Write get(int index) {
            throw new AssertionError("looked up");
        }

        @Override
        public long oid(int index) {
            throw new AssertionError("looked up");
        }

        @Override
        public long serialSeen(int index) {
            throw new AssertionError("looked up");
        }

        @Override
        public int length(int index) {
            throw new AssertionError("looked up");
        }

        @Override
        public Lineage lineage(int index) {
            throw new AssertionError("looked up");
        }
    }
}
