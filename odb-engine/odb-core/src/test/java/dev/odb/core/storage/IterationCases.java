package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.with;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The transactions in their order, with what belongs to each. */
interface IterationCases extends StorageCases {
    /** CONFORMANCE 14: long metadata is kept in full. */
    @Test
    default void metadata_long_isKeptInFull() throws Exception {
        String description = "ä".repeat(70_000);
        Map<String, String> properties = Map.of("k".repeat(70_000), "v".repeat(70_000), "", "");
        long tid = storage().commit(with(batch(write(1, 0, "a")), "u", description, properties), t -> {});
        TransactionMetadata kept = transactions(storage(), tid, tid).get(0).metadata();
        assertThat(kept).isEqualTo(new TransactionMetadata("u", description, properties, false));
    }

    /** CONFORMANCE 22. */
    @Test
    default void transactions_bothEndsInclusive() throws Exception {
        List<Long> tids = new ArrayList<>();
        long serial = 0;
        for (int i = 0; i < 4; i++) {
            clock().set(clock().instant().plusSeconds(1));
            serial = commit(storage(), write(1, serial, "r" + i), write(i + 2, 0, "n" + i));
            tids.add(serial);
        }
        assertThat(tids(0, Long.MAX_VALUE)).isEqualTo(tids);
        assertThat(tids(tids.get(1), tids.get(2))).isEqualTo(tids.subList(1, 3));
        assertThat(tids(tids.get(1) - 1, tids.get(2) + 1)).isEqualTo(tids.subList(1, 3));
        assertThat(tids(tids.get(2), tids.get(2))).containsExactly(tids.get(2));
        assertThat(tids(tids.get(2), tids.get(1))).isEmpty();
        assertThat(tids(tids.get(3) + 1, Long.MAX_VALUE)).isEmpty();
        CommittedTransaction second =
                transactions(storage(), tids.get(1), tids.get(1)).get(0);
        assertThat(second.writes())
                .extracting(Write::oid, Write::serialSeen, write -> new String(write.record(), UTF_8))
                .containsExactly(tuple(1L, tids.get(0), "r1"), tuple(3L, 0L, "n1"));
    }

    /** CONFORMANCE 23. */
    @Test
    default void transactions_commitWhileIterating_isNotSeen() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        var running = storage().transactions(0, Long.MAX_VALUE);
        commit(storage(), write(2, 0, "b"));
        assertThat(running.next().tid()).isEqualTo(first);
        assertThat(running.hasNext()).isFalse();
        assertThatThrownBy(running::next).isInstanceOf(NoSuchElementException.class);
        assertThat(running.hasNext()).as("consumed stays consumed").isFalse();
        assertThat(tids(0, Long.MAX_VALUE)).as("a new one sees it").hasSize(2);
    }

    /** CONFORMANCE 23: the records of one transaction can be read repeatedly, later too. */
    @Test
    default void transactions_records_canBeReadAgain() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"));
        CommittedTransaction found = transactions(storage(), 0, Long.MAX_VALUE).get(0);
        commit(storage(), write(1, first, "a2"));
        for (int round = 0; round < 2; round++) {
            assertThat(found.writes())
                    .extracting(Write::oid, write -> new String(write.record(), UTF_8))
                    .containsExactly(tuple(1L, "a"), tuple(2L, "b"));
        }
        assertThat(found.writes().get(1).record()).isEqualTo("b".getBytes(UTF_8));
    }

    /** CONFORMANCE 24. */
    @Test
    default void transactions_preparedBranch_isNotReported() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        storage().prepare(branch(1, 1), batch(write(2, 0, "b")));
        assertThat(tids(0, Long.MAX_VALUE)).containsExactly(first);
        long third = commit(storage(), write(3, 0, "c"));
        long second = storage().commitPrepared(branch(1, 1), tid -> {});
        assertThat(tids(0, Long.MAX_VALUE)).containsExactly(first, third, second);
        assertThat(transactions(storage(), second, second).get(0).writes())
                .extracting(Write::oid)
                .containsExactly(2L);
    }

    @Test
    default void transactions_many_canStartAnywhere() throws Exception {
        List<Long> tids = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            tids.add(commit(storage(), write(i + 1, 0, "x")));
        }
        for (int from = 0; from < 700; from += 37) {
            assertThat(tids(tids.get(from), Long.MAX_VALUE)).isEqualTo(tids.subList(from, 700));
        }
    }

    private List<Long> tids(long first, long last) {
        return transactions(storage(), first, last).stream()
                .map(CommittedTransaction::tid)
                .toList();
    }
}
