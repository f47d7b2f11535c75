package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.with;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.odb.core.storage.memory.MemoryStorage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Transactions of another storage, repeated. */
interface RestoreCases extends StorageCases {
    /** CONFORMANCE 25, 26: same tids, metadata and records; the links between revisions are its own. */
    @Test
    default void restore_history_isTheSameHistory() throws Exception {
        try (Storage source = new MemoryStorage("source of restore", clock())) {
            Map<String, String> properties = Map.of("k", "ä\0", "", "v");
            long first = source.commit(
                    with(batch(write(1, 0, "a"), write(7, 0, "b")), "me", "why\nnot", properties), t -> {});
            source.prepare(branch(1, 1), Batches.with(batch(write(2, 0, "c")), "x", "", Map.of()));
            long second = commit(source, write(1, first, "a2"));
            long third = source.commitPrepared(branch(1, 1), t -> {});
            long empty = commit(source);
            for (CommittedTransaction next : transactions(source, 1, Long.MAX_VALUE)) {
                storage().restore(next.tid(), new Batch(next.writes(), List.of(), next.metadata()));
            }
            storage().awaitPublished();
            assertThat(storage().lastTid()).isEqualTo(empty);
            assertSame(transactions(storage(), 0, Long.MAX_VALUE), transactions(source, 0, Long.MAX_VALUE));
            assertThat(text(storage(), 1)).isEqualTo("a2");
            assertThat(text(storage(), 1, second - 1)).isEqualTo("a");
            assertThat(storage().load(2, third).serial()).isEqualTo(third);
            assertThat(storage().changedBetween(first, empty)).containsExactly(1, 2);
        }
    }

    private static void assertSame(List<CommittedTransaction> found, List<CommittedTransaction> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).tid()).isEqualTo(expected.get(i).tid());
            assertThat(found.get(i).metadata()).isEqualTo(expected.get(i).metadata());
            assertThat(found.get(i).writes())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(expected.get(i).writes());
        }
    }

    /** CONFORMANCE 13: an oid that was restored is not given out. */
    @Test
    default void restore_highOid_raisesTheAllocator() {
        storage().restore(5, batch(write(1_000_000, 0, "a")));
        assertThat(storage().newOids(1)).isGreaterThan(1_000_000);
        assertThat(storage().oidEnd()).isGreaterThan(1_000_001);
        storage().restoreOids(5_000_000);
        assertThat(storage().newOids(1)).isGreaterThanOrEqualTo(5_000_000);
        storage().restoreOids(7);
        assertThat(storage().newOids(1)).isGreaterThan(5_000_000);
    }

    /** The tid is given and must increase; serials seen elsewhere do not matter. */
    @Test
    default void restore_tids_increase() throws Exception {
        storage().restore(50, batch(write(1, 49, "packed before")));
        storage().restore(60, batch(write(1, 50, "a")));
        assertThatThrownBy(() -> storage().restore(60, batch(write(2, 0, "x"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage().restore(3, batch(write(2, 0, "x"))))
                .isInstanceOf(IllegalArgumentException.class);
        storage().awaitPublished();
        assertThat(transactions(storage(), 0, Long.MAX_VALUE))
                .extracting(
                        CommittedTransaction::tid, next -> next.writes().get(0).serialSeen())
                .containsExactly(tuple(50L, 0L), tuple(60L, 50L));
    }

    /** Transactions after a restored one come after it, though the clock is behind. */
    @Test
    default void commit_afterRestoreFromTheFuture_isLater() throws Exception {
        long future = Tids.at(clock().instant().plusSeconds(100_000));
        storage().restore(future, batch(write(1, 0, "a")));
        storage().awaitPublished();
        long next = commit(storage(), write(1, future, "a2"));
        assertThat(next).isGreaterThan(future);
        assertThat(new String(storage().load(1, next).record(), UTF_8)).isEqualTo("a2");
        assertThat(text(storage(), 1, future)).isEqualTo("a");
    }
}
