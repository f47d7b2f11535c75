package dev.odb.core.storage.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.odb.core.storage.CommitScript;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The shared cache of records never gives a revision that another one has followed, whoever loads or commits meanwhile. */
public final class RecordCacheStress {
    private static final long OID = 5;
    private static final byte[] BYTES = {1};

    private RecordCacheStress() {}

    private static RecordCache cache() {
        return new RecordCache(1 << 20, 1);
    }

    private static long serial(RecordCache cache, long snapshot) {
        Revision revision = cache.get(OID, snapshot);
        return revision == null ? 0 : revision.serial();
    }

    private static void load(RecordCache cache) {
        cache.put(OID, 1, new Revision(1, BYTES), cache.epoch());
    }

    /** A commit is published while its object is read. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 2", "1, 0", "2, 0"},
            expect = ACCEPTABLE,
            desc = "that of the snapshot, or not known")
    @Outcome(expect = FORBIDDEN, desc = "a revision of another snapshot")
    @State
    public static class ReadAndCommit {
        private final RecordCache cache = cache();
        private volatile long published = 1;

        /** With the object in the cache. */
        public ReadAndCommit() {
            load(cache);
        }

        @Actor
        public void writer() {
            cache.committed(2, new long[] {OID});
            published = 2;
            cache.refresh(2, List.of(new Write(OID, 1, BYTES)));
        }

        @Actor
        public void reader(JJ_Result result) {
            result.r1 = published;
            result.r2 = serial(cache, result.r1);
        }
    }

    /** What was loaded at the old snapshot comes into the cache while another revision is committed. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = ACCEPTABLE,
            desc = "not known at the new snapshot")
    @Outcome(expect = FORBIDDEN, desc = "the old revision at the new snapshot")
    @State
    public static class LoadAndCommit {
        private final RecordCache cache = cache();

        @Actor
        public void writer() {
            cache.committed(2, new long[] {OID});
        }

        @Actor
        public void loader() {
            load(cache);
        }

        @Arbiter
        public void after(JJ_Result result) {
            result.r1 = serial(cache, 1);
            result.r2 = serial(cache, 2);
        }
    }

    /** An object is removed from the storage, and then from the cache, while somebody loads it. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "gone")
    @Outcome(expect = FORBIDDEN, desc = "in the cache for ever")
    @State
    public static class LoadAndForget {
        private final RecordCache cache = cache();
        private volatile boolean stored = true;

        @Actor
        public void packer() {
            stored = false;
            cache.forget(new long[] {OID});
        }

        @Actor
        public void loader() {
            long epoch = cache.epoch();
            if (stored) {
                cache.put(OID, 1, new Revision(1, BYTES), epoch);
            }
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = (int) serial(cache, 1);
        }
    }

    /** A storage behind the cache: a snapshot has all of a commit or nothing, from whichever of the two it is read. */
    @JCStressTest
    @Outcome(
            id = {"11", "22"},
            expect = ACCEPTABLE,
            desc = "one snapshot")
    @Outcome(expect = FORBIDDEN, desc = "a part of a commit")
    @State
    public static class PublishedWhole {
        private final CommitScript script =
                new CommitScript(new CachingStorage(new MemoryStorage("stress"), 1 << 16, record -> new long[0]));

        /** With both objects in the cache. */
        public PublishedWhole() {
            script.read();
        }

        @Actor
        public void writer() {
            script.commitBoth();
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = script.read();
        }
    }
}
