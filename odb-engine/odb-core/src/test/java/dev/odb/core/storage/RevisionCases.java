package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a snapshot shows, and what changed between two. */
interface RevisionCases extends StorageCases {
    /** CONFORMANCE 18, 19, 20. */
    @Test
    default void load_everySnapshot_givesItsRevision() throws Exception {
        List<Long> tids = new ArrayList<>();
        long serial = 0;
        for (int i = 0; i < 10; i++) {
            serial = commit(storage(), write(5, serial, "r" + i));
            tids.add(serial);
            if (i % 3 == 0) {
                commit(storage());
            }
        }
        for (int i = 0; i < 10; i++) {
            assertThat(text(storage(), 5, tids.get(i))).isEqualTo("r" + i);
            assertThat(storage().load(5, tids.get(i)).serial()).isEqualTo(tids.get(i));
            assertThat(text(storage(), 5, tids.get(i) - 1)).isEqualTo(i == 0 ? null : "r" + (i - 1));
        }
    }

    @Test
    default void revisions_newestFirst_fromASnapshotOn() throws Exception {
        List<Long> tids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tids.add(0, commit(storage(), write(5, i == 0 ? 0 : tids.get(0), "r" + i)));
        }
        assertThat(storage().revisions(5, storage().lastTid(), 10))
                .extracting(Revision::serial)
                .containsExactlyElementsOf(tids);
        assertThat(storage().revisions(5, tids.get(1), 2))
                .extracting(revision -> new String(revision.record(), UTF_8))
                .containsExactly("r3", "r2");
        assertThat(storage().revisions(5, tids.get(4) - 1, 10)).isEmpty();
        assertThat(storage().revisions(6, storage().lastTid(), 10)).isEmpty();
    }

    /** What is left out may be so; what is given is what {@code load} gives. */
    @Test
    default void loadTogether_givesWhatLoadGives() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"), write(3, 0, "c"), write(4, 0, "large"));
        long second = commit(storage(), write(2, first, "later"), new Write(3, first, new byte[0]));
        commit(storage(), write(1, first, "a"));
        for (long snapshot : new long[] {first - 1, first, second, storage().lastTid()}) {
            Map<Long, Revision> found = storage().loadTogether(new long[] {4, 2, 3, 1, 9}, snapshot, 4);
            assertThat(found.keySet()).as("one is too large, one not there").doesNotContain(4L, 9L);
            for (long oid : found.keySet()) {
                assertThat(found.get(oid).serial())
                        .isEqualTo(storage().load(oid, snapshot).serial());
                assertThat(found.get(oid).record())
                        .isEqualTo(storage().load(oid, snapshot).record());
            }
        }
        Map<Long, Revision> newest =
                storage().loadTogether(new long[] {1, 2, 3, 4}, storage().lastTid(), 100);
        if (storage().loadsTogether()) {
            assertThat(newest).as("all heads but the tombstone").containsOnlyKeys(1L, 2L, 4L);
        }
    }

    @Test
    default void records_ofAnySize_comeBack() throws Exception {
        Random random = new Random(4711);
        List<Write> writes = new ArrayList<>();
        for (int size : new int[] {1, 980, 986, 987, 1000, 1024, 65_536, 300_000}) {
            byte[] record = new byte[size];
            random.nextBytes(record);
            writes.add(new Write(writes.size() + 1, 0, record));
        }
        long tid = storage().commit(batch(writes.toArray(Write[]::new)), t -> {});
        for (Write write : writes) {
            assertThat(storage().load(write.oid(), tid).record()).isEqualTo(write.record());
        }
    }

    /** As the undo of a creation will write it. What comes after it names it like any other revision. */
    @Test
    default void recordWithoutBytes_meansThatThereIsNoObject() throws Exception {
        String state = "state ".repeat(50);
        long made = commit(storage(), write(5, 0, state), write(6, 0, "beside"));
        long gone = commit(storage(), write(5, made, ""));
        assertThat(storage().load(5, gone)).isNull();
        assertThat(storage().loadAppended(5)).isNull();
        assertThat(text(storage(), 5, made)).isEqualTo(state);
        assertThat(text(storage(), 6, gone)).isEqualTo("beside");
        assertThat(storage().changedBetween(made, gone)).containsExactly(5);
        assertThat(Batches.transactions(storage(), gone, gone)).singleElement().satisfies(transaction -> assertThat(
                        transaction.writes())
                .singleElement()
                .matches(Write::tombstone)
                .matches(write -> write.oid() == 5 && write.serialSeen() == made));
        assertThatThrownBy(() -> commit(storage(), write(5, 0, "new"))).isInstanceOf(StaleRecordsException.class);

        storage().prepare(branch(1, 1), batch(again(5, gone, state, made)));
        long revived = storage().commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(storage(), 5)).isEqualTo(state);
        assertThat(storage().load(5, revived - 1)).isNull();

        storage().prepare(branch(2, 1), batch(write(5, revived, "")));
        assertThat(storage().prepared())
                .singleElement()
                .satisfies(branch ->
                        assertThat(branch.batch().writes()).singleElement().matches(Write::tombstone));
        storage().commitPrepared(branch(2, 1), tid -> {});
        assertThat(text(storage(), 5)).isNull();
        assertThat(text(storage(), 5, revived)).isEqualTo(state);
    }

    /** Whoever commits may say that a state was there before, rightly or not. */
    @Test
    default void stateOfAnEarlierRevision_isARevisionOfItsOwn() throws Exception {
        String one = "one ".repeat(100);
        String two = "two ".repeat(100);
        long first = commit(storage(), write(5, 0, one));
        long second = commit(storage(), write(5, first, two));
        long back = commit(storage(), again(5, second, one, first));
        long same = commit(storage(), again(5, back, one, back));
        long wrong = commit(storage(), again(5, same, two, same));
        long unknown = commit(storage(), again(5, wrong, one, second + 1));

        assertThat(text(storage(), 5, back)).isEqualTo(one);
        assertThat(text(storage(), 5, same)).isEqualTo(one);
        assertThat(text(storage(), 5, wrong)).isEqualTo(two);
        assertThat(text(storage(), 5, unknown)).isEqualTo(one);
        assertThat(storage().load(5, same).serial()).isEqualTo(same);
        assertThat(Batches.transactions(storage(), back, same))
                .allSatisfy(transaction ->
                        assertThat(transaction.writes().get(0).record()).isEqualTo(one.getBytes(UTF_8)));
    }

    private static Write again(long oid, long serialSeen, String text, long dataSerial) {
        return new Write(oid, serialSeen, text.getBytes(UTF_8), dataSerial);
    }

    @Test
    default void changedBetween_recentCommits_givesDistinctOids() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"));
        long second = commit(storage(), write(1, first, "a2"), write(7, 0, "c"));
        long third = commit(storage(), write(1, second, "a3"));
        assertThat(storage().changedBetween(0, third)).containsExactly(1, 2, 7);
        assertThat(storage().changedBetween(first, third)).containsExactly(1, 7);
        assertThat(storage().changedBetween(first, second)).containsExactly(1, 7);
        assertThat(storage().changedBetween(second, third)).containsExactly(1);
        assertThat(storage().changedBetween(third, third)).isEmpty();
    }
}
