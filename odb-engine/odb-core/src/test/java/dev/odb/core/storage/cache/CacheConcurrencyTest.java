package dev.odb.core.storage.cache;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.LoadCounter;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Writers, prepared branches and readers at once: every read is what the storage behind the cache says. */
class CacheConcurrencyTest {
    private static final int OBJECTS = 24;

    private final double scale = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private final long seed = Long.getLong("odb.test.seed", System.nanoTime());
    private final Storage truth = new MemoryStorage("truth");
    private final LoadCounter counter = new LoadCounter(truth);

    @Test
    void reads_areTheStoragesWhateverIsCommitted() throws Exception {
        System.err.println("CacheConcurrencyTest -Dodb.test.seed=" + seed);
        // room for half of the records, so that they also come and go
        CachingStorage caching =
                new CachingStorage(counter, OBJECTS / 2 * (CachedRecord.OVERHEAD + 4), record -> new long[0]);
        for (long oid = 1; oid <= OBJECTS; oid++) {
            commit(caching, write(oid, 0, "0"));
        }
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Random random = new Random(seed + i);
                readers.add(threads.submit(() -> read(caching, random, stop)));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int writer = i;
                writers.add(threads.submit(() -> {
                    commitAtRandom(caching, writer);
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            stop.set(true);
            long reads = 0;
            for (Future<Long> reader : readers) {
                reads += reader.get();
            }
            long loads = counter.loads();
            System.err.println("CacheConcurrencyTest: " + reads + " reads, " + loads + " of them from the storage");
            assertThat(reads).isGreaterThan(loads);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    /** Each writer has objects of its own, so none is stale; every other commit is in two phases. */
    private void commitAtRandom(CachingStorage caching, int writer) throws Exception {
        Random random = new Random(seed * 31 + writer);
        int commits = (int) (200_000 * scale);
        for (int i = 1; i <= commits; i++) {
            long oid = 1 + writer + 2 * random.nextInt(OBJECTS / 2);
            long serial = truth.loadAppended(oid).serial();
            if (random.nextBoolean()) {
                commit(caching, write(oid, serial, "" + i % 1000));
            } else {
                caching.prepare(branch(writer, 1), batch(write(oid, serial, "" + i % 1000)));
                caching.commitPrepared(branch(writer, 1), tid -> {});
            }
        }
    }

    private long read(CachingStorage caching, Random random, AtomicBoolean stop) {
        long reads = 0;
        while (!stop.get()) {
            long snapshot = caching.lastTid();
            for (int i = 0; i < 50; i++, reads++) {
                long oid = 1 + random.nextInt(OBJECTS);
                Revision found = caching.load(oid, snapshot);
                Revision right = truth.load(oid, snapshot);
                if (found.serial() != right.serial() || found.record() != right.record()) {
                    throw new AssertionError("seed " + seed + ": object " + oid + " at " + snapshot + " is "
                            + right.serial() + ", but " + found.serial() + " was given");
                }
            }
        }
        return reads;
    }
}
