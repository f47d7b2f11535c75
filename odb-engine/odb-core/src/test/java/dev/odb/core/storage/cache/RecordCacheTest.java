package dev.odb.core.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The cache alone: what it may say, its bound, what it forgets. */
class RecordCacheTest {
    private static Revision revision(long serial, int length) {
        byte[] record = new byte[length];
        record[0] = (byte) serial;
        return new Revision(serial, record);
    }

    private static boolean knows(RecordCache cache, long oid, long snapshot, long serial) {
        Revision found = cache.get(oid, snapshot);
        return found != null && found.serial() == serial;
    }

    @Test
    void fact_reachesAsFarAsNothingWasCommitted() {
        RecordCache cache = new RecordCache(1 << 20, 10);
        cache.put(1, 10, revision(5, 8), cache.epoch());
        assertThat(knows(cache, 1, 10, 5)).isTrue();
        assertThat(knows(cache, 1, 7, 5)).isTrue();
        assertThat(cache.get(1, 4)).as("before it was written").isNull();
        assertThat(cache.get(1, 11)).as("beyond the horizon").isNull();
        cache.committed(11, new long[] {2});
        assertThat(knows(cache, 1, 11, 5)).isTrue();
        cache.committed(12, new long[] {1});
        assertThat(knows(cache, 1, 11, 5)).isTrue();
        assertThat(cache.get(1, 12)).isNull();
    }

    /** The hand-over: a load that began before a commit and ends after it. */
    @Test
    void loadThatACommitOvertakes_isNotServedToTheCommitsSnapshot() {
        RecordCache cache = new RecordCache(1 << 20, 10);
        long epoch = cache.epoch();
        Revision read = revision(5, 8);
        cache.committed(11, new long[] {1});
        cache.put(1, 10, read, epoch);
        assertThat(cache.get(1, 11)).isNull();
        cache.put(1, 11, revision(11, 8), cache.epoch());
        cache.put(1, 10, read, epoch);
        assertThat(knows(cache, 1, 11, 11))
                .as("the older one does not replace it")
                .isTrue();
    }

    /** An object in a version is two revisions for those who read it. */
    @Test
    void whatOthersSeeOfAVersionsObject_isKeptBesideIt() {
        RecordCache cache = new RecordCache(1 << 20, 10);
        cache.put(1, 10, new Revision(5, new byte[100]), cache.epoch());
        cache.committed(11, new long[] {1});
        Revision inVersion = new Revision(11, new byte[50], new Lineage("v", 5, 0));
        cache.put(1, 11, inVersion, cache.epoch());
        assertThat(cache.get(1, 11)).isEqualTo(inVersion);
        assertThat(cache.get(1, 5))
                .as("it was there already")
                .isEqualTo(new Revision(5, cache.get(1, 5).record()));
        assertThat(cache.get(1, 6)).as("only by its serial").isNull();
        cache.committed(12, new long[] {1});
        cache.refresh(12, List.of(new Write(1, 11, new byte[60], 0, new Lineage("v", 5, 11))));
        assertThat(cache.get(1, 12).lineage()).isEqualTo(new Lineage("v", 5, 11));
        assertThat(knows(cache, 1, 5, 5)).as("it has stayed").isTrue();
        long both = cache.bytes();
        cache.committed(13, new long[] {1});
        cache.refresh(13, List.of(new Write(1, 12, new byte[60], 0, null)));
        assertThat(cache.get(1, 5)).isNull();
        assertThat(both - cache.bytes()).isGreaterThan(100);

        cache.committed(14, new long[] {2});
        cache.put(2, 14, new Revision(14, new byte[10], new Lineage("v", 7, 0)), cache.epoch());
        assertThat(cache.get(2, 7)).isNull();
        cache.put(2, 7, new Revision(7, new byte[20]), cache.epoch());
        assertThat(knows(cache, 2, 7, 7)).isTrue();
        cache.put(2, 6, new Revision(6, new byte[20]), cache.epoch());
        assertThat(cache.get(2, 6)).isNull();
        cache.forget(new long[] {1, 2});
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void loadThatForgetOvertakes_isNotKept() {
        RecordCache cache = new RecordCache(1 << 20, 10);
        long epoch = cache.epoch();
        cache.put(2, 10, revision(5, 8), epoch);
        cache.forget(new long[] {1, 2, 3});
        cache.put(1, 10, revision(5, 8), epoch);
        assertThat(cache.get(1, 10)).isNull();
        assertThat(cache.get(2, 10)).isNull();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void otherObjectInTheSameSlot_costsALoadAndNoMore() {
        RecordCache cache = new RecordCache(1 << 20, 10, 1);
        cache.put(1, 10, revision(5, 8), cache.epoch());
        cache.committed(11, new long[] {2});
        assertThat(cache.get(1, 11)).isNull();
        cache.put(1, 11, revision(5, 8), cache.epoch());
        assertThat(knows(cache, 1, 11, 5)).isTrue();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void bytes_stayWithinTheBound() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("RecordCacheTest -Dodb.test.seed=" + seed);
        Random random = new Random(seed);
        RecordCache cache = new RecordCache(100_000, 10);
        for (int i = 0; i < 20_000; i++) {
            long oid = random.nextInt(5_000);
            if (cache.get(oid, 10) == null) {
                cache.put(oid, 10, revision(5, 1 + random.nextInt(300)), cache.epoch());
            }
            assertThat(cache.bytes()).isBetween(0L, 100_000L);
        }
        assertThat(cache.size()).isGreaterThan(200);
        cache.clear();
        assertThat(cache.bytes()).isZero();
        assertThat(cache.size()).isZero();
    }

    @Test
    void whatIsUsed_outlivesWhatIsReadOnce() {
        RecordCache cache = new RecordCache(100_000, 10);
        for (long oid = 0; oid < 100; oid++) {
            cache.put(oid, 10, revision(5, 100), cache.epoch());
        }
        int lost = 0;
        for (long other = 1_000; other < 20_000; other++) {
            cache.put(other, 10, revision(5, 100), cache.epoch());
            if (cache.get(other % 100, 10) == null) {
                lost++;
            }
        }
        assertThat(lost).isZero();
    }

    @Test
    void cacheOfNoBytes_keepsNothing() {
        RecordCache cache = new RecordCache(0, 10);
        cache.put(1, 10, revision(5, 1), cache.epoch());
        assertThat(cache.size()).isZero();
    }

    /** Random histories of a few objects, with loads that end late: whatever the cache says is what the history says. */
    @Test
    void answers_areThoseOfTheHistory() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("RecordCacheTest -Dodb.test.seed=" + seed);
        Random random = new Random(seed);
        RecordCache cache = new RecordCache(2_000, 1, 4);
        Map<Long, TreeMap<Long, Revision>> history = new HashMap<>();
        for (long oid = 0; oid < 12; oid++) {
            history.put(oid, new TreeMap<>(Map.of(1L, revision(1, 40))));
        }
        Map<Long, Runnable> late = new HashMap<>();
        long tid = 1;
        int answers = 0;
        for (int i = 0; i < 50_000; i++) {
            long oid = random.nextInt(12);
            int what = random.nextInt(10);
            if (what == 0) {
                tid++;
                history.get(oid).put(tid, revision(tid, 40));
                cache.committed(tid, new long[] {oid});
            } else if (what == 1 && late.containsKey(oid)) {
                late.remove(oid).run();
            } else {
                long snapshot = Math.max(1, tid - random.nextInt(3));
                Revision right = history.get(oid).floorEntry(snapshot).getValue();
                Revision found = cache.get(oid, snapshot);
                if (found == null) {
                    long epoch = cache.epoch();
                    late.put(oid, () -> cache.put(oid, snapshot, right, epoch));
                } else {
                    assertThat(found.serial())
                            .as("object %s at %s", oid, snapshot)
                            .isEqualTo(right.serial());
                    assertThat(found.record()).isSameAs(right.record());
                    answers++;
                }
            }
        }
        assertThat(answers).isGreaterThan(1_000);
    }
}
