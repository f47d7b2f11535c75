package dev.odb.core.storage.cache;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.core.Allocated;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.LoadCounter;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageConformance;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The caching storage passes the conformance suite, reads what it has read from memory, and never anything too old. */
class CachingStorageTest extends StorageConformance {
    private LoadCounter below;
    private CachingStorage caching;

    @Override
    protected Storage create(InstantSource clock) {
        below = new LoadCounter(new MemoryStorage("test", clock));
        caching = new CachingStorage(below, 1 << 20, record -> new long[0]);
        return caching;
    }

    @Test
    void recordReadBefore_comesFromMemory() throws Exception {
        commit(caching, write(1, 0, "a"));
        assertThat(text(caching, 1)).isEqualTo("a");
        assertThat(below.loads()).isEqualTo(1);
        assertThat(text(caching, 1)).isEqualTo("a");
        commit(caching, write(2, 0, "b"));
        assertThat(text(caching, 1)).as("in a newer snapshot").isEqualTo("a");
        assertThat(below.loads()).isZero();
    }

    @Test
    void changedRecord_isSeenByNewSnapshotsAndNotByOldOnes() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        assertThat(text(caching, 1, first)).isEqualTo("a");
        long second = commit(caching, write(1, first, "b"));
        assertThat(text(caching, 1, first)).isEqualTo("a");
        assertThat(text(caching, 1, second)).isEqualTo("b");
        assertThat(text(caching, 1, second - 1)).isEqualTo("a");
    }

    @Test
    void recordInUse_isReplacedByItsCommit() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        text(caching, 1);
        commit(caching, write(1, first, "b"));
        below.loads();
        assertThat(text(caching, 1)).isEqualTo("b");
        assertThat(below.loads()).isZero();
    }

    @Test
    void preparedBranch_changesWhatIsCachedWhenItIsCommitted() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        caching.prepare(branch(1, 1), batch(write(1, first, "b")));
        long between = commit(caching, write(2, 0, "x"));
        assertThat(text(caching, 1)).isEqualTo("a");
        long second = caching.commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(caching, 1, second)).isEqualTo("b");
        assertThat(text(caching, 1, between)).isEqualTo("a");
    }

    @Test
    void branchOfAnEarlierProcess_changesWhatIsCachedWhenItIsCommitted() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        caching.prepare(branch(1, 1), batch(write(1, first, "b")));
        CachingStorage later = new CachingStorage(below, 1 << 20, record -> new long[0]);
        assertThat(text(later, 1)).isEqualTo("a");
        later.commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(later, 1)).isEqualTo("b");
    }

    @Test
    void commitOfAnUnknownBranch_makesEverythingDoubtful() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        assertThat(text(caching, 1)).isEqualTo("a");
        below.prepare(branch(1, 1), batch(write(1, first, "b")));
        caching.commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(caching, 1)).isEqualTo("b");
    }

    /** Without being told of it, the next own commit would say that nothing else had changed. */
    @Test
    void commitOfAnotherProcess_changesWhatIsCached() throws Exception {
        OthersListener[] listener = {null};
        Storage shared = new ForwardingStorage(below) {
            @Override
            public void onOthers(OthersListener added) {
                listener[0] = added;
            }
        };
        caching = new CachingStorage(shared, 1 << 20, record -> new long[0]);
        long first = commit(caching, write(1, 0, "a"), write(2, 0, "a"));
        assertThat(text(caching, 1)).isEqualTo("a");
        long second = commit(below, write(1, first, "b"));
        listener[0].committed(second, new long[] {1});
        commit(caching, write(3, 0, "c"));
        assertThat(text(caching, 1)).isEqualTo("b");
        assertThat(text(caching, 2)).isEqualTo("a");
        long third = commit(below, write(2, first, "b"));
        listener[0].committed(third, null);
        commit(caching, write(4, 0, "c"));
        assertThat(text(caching, 2)).isEqualTo("b");
    }

    /** A state written once more in a version is a back pointer there; one that is said to stand elsewhere is left alone. */
    @Test
    void writesWithLineage_stayWhatTheyAre() throws Exception {
        String text = "a state that is long enough to be looked for";
        long first = commit(caching, write(1, 0, text));
        assertThat(text(caching, 1)).isEqualTo(text);
        Lineage lineage = new Lineage("v", first, 0);
        long second = commit(caching, new Write(1, first, text.getBytes(UTF_8), 0, lineage));
        assertThat(caching.fields(1, second)).isEqualTo(new RevisionFields(second, lineage, first, first, false));
        assertThat(caching.load(1, second).lineage()).isEqualTo(lineage);
        assertThat(caching.load(1, first).lineage()).isNull();
        Lineage next = new Lineage("v", first, second);
        long third = commit(caching, new Write(1, second, text.getBytes(UTF_8), first, next));
        assertThat(caching.fields(1, third)).isEqualTo(new RevisionFields(third, next, first, second, false));
        long misses = caching.misses();
        assertThat(caching.load(1, third).lineage()).isEqualTo(next);
        assertThat(caching.load(1, first).serial()).isEqualTo(first);
        assertThat(caching.misses()).as("both are in memory").isEqualTo(misses);
    }

    /** The record's bytes are those of the cache. */
    @Test
    void recordInMemory_costsNoMoreThanTheRevisionThatNamesIt() throws Exception {
        commit(caching, write(1, 0, "a"));
        long inVersion = commit(caching, new Write(2, 0, "a".getBytes(UTF_8), 0, new Lineage("v", 0, 0)));
        for (long oid = 1; oid <= 2; oid++) {
            long object = oid;
            assertThat(text(caching, object)).isEqualTo("a");
            long misses = caching.misses();
            long bytes = Allocated.by(() -> caching.load(object, inVersion) == null ? "gone" : null);
            assertThat(bytes).isLessThanOrEqualTo(32);
            assertThat(caching.misses()).isEqualTo(misses);
        }
    }

    @Test
    void closedStorage_answersNothingFromMemory() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        text(caching, 1);
        caching.close();
        assertThatThrownBy(() -> caching.load(1, first)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void revisionsOfThePast_takeNoRoom() throws Exception {
        long first = commit(caching, write(1, 0, "a"));
        commit(caching, write(1, first, "b"));
        text(caching, 1, first);
        assertThat(caching.cache().size()).isZero();
    }

    /** A method of {@link Storage} that writes and is only handed on would leave old records in the cache. */
    @Test
    void methodsOfStorage_areAllKnown() {
        assertThat(Arrays.stream(Storage.class.getMethods()).map(Method::getName))
                .as("look at each new one: if it writes, removes or reads records, CachingStorage must override it")
                .containsExactlyInAnyOrder(
                        "announcePast",
                        "awaitPublished",
                        "changedBetween",
                        "classDescription",
                        "close",
                        "commit",
                        "commitByHand",
                        "commitPrepared",
                        "contents",
                        "databaseId",
                        "decidedByHand",
                        "defineClass",
                        "exists",
                        "fields",
                        "forget",
                        "health",
                        "isCached",
                        "isHeld",
                        "isRemoved",
                        "lastTid",
                        "leases",
                        "liveSnapshots",
                        "load",
                        "loadAppended",
                        "loadTogether",
                        "loadsTogether",
                        "location",
                        "newOids",
                        "oidEnd",
                        "onOthers",
                        "pack",
                        "packedTid",
                        "poll",
                        "prepare",
                        "prepared",
                        "readOnly",
                        "recoverable",
                        "restore",
                        "restoreOids",
                        "restorePacked",
                        "revisions",
                        "rollbackByHand",
                        "rollbackPrepared",
                        "scratchFile",
                        "serial",
                        "statistics",
                        "transactions");
    }
}
