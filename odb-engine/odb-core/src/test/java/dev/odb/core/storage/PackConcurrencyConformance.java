package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage does when it is packed, again and again, while others read and write. */
public abstract class PackConcurrencyConformance {
    private static final int WRITERS = 4;
    private static final int CHILDREN = 12;
    private static final int ROUNDS =
            (int) Math.max(60, 1500 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** As the engine's commit gate does: what goes is decided while nobody is between a look at that and a commit. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    /** Between taking a snapshot and saying so nobody chooses a pack time. */
    private final Object snapshots = new Object();

    private final AtomicBoolean done = new AtomicBoolean();
    private volatile long reading = Long.MAX_VALUE;
    private Storage storage;

    /** A new, empty storage. */
    protected abstract Storage create(InstantSource clock) throws Exception;

    /** Closes and opens a durable one. */
    protected Storage reopen(Storage open) throws Exception {
        return open;
    }

    @BeforeEach
    void createStorage() throws Exception {
        storage = create(InstantSource.system());
    }

    @AfterEach
    void closeStorage() {
        threads.shutdownNow();
        storage.close();
    }

    /** CONFORMANCE 44. */
    @Test
    void packsUnderWriters_loseNothing() throws Exception {
        List<Writer> writers = new ArrayList<>();
        List<Write> first = new ArrayList<>();
        first.add(write(0, 0, "root>1,2,3,4"));
        for (int i = 1; i <= WRITERS; i++) {
            first.add(write(i, 0, "empty>"));
        }
        long tid = commit(storage, first.toArray(Write[]::new));
        for (int i = 1; i <= WRITERS; i++) {
            writers.add(new Writer(i, tid));
        }
        Future<Integer> packer = threads.submit(this::packOn);
        Future<Integer> reader = threads.submit(this::readOn);
        List<Future<?>> running = new ArrayList<>();
        writers.forEach(writer -> running.add(threads.submit(writer::run)));
        for (Future<?> writer : running) {
            writer.get(2, TimeUnit.MINUTES);
        }
        done.set(true);
        assertThat(packer.get(1, TimeUnit.MINUTES)).as("packs").isPositive();
        assertThat(reader.get(1, TimeUnit.MINUTES)).as("reads").isPositive();
        check(writers);
        storage = reopen(storage);
        check(writers);
        for (Writer writer : writers) {
            writer.decide();
        }
        storage.pack(Packs.to(storage.lastTid()));
        for (Writer writer : writers) {
            writer.checkExactly();
        }
        storage = reopen(storage);
        for (Writer writer : writers) {
            writer.checkExactly();
        }
    }

    private void check(List<Writer> writers) {
        for (Writer writer : writers) {
            writer.check();
        }
        long last = 0;
        for (CommittedTransaction transaction : transactions(storage, 0, Long.MAX_VALUE)) {
            assertThat(transaction.tid()).isGreaterThan(last);
            last = transaction.tid();
            transaction.writes().forEach(write -> assertThat(write.record()).isNotEmpty());
        }
        assertThat(last).isLessThanOrEqualTo(storage.lastTid());
    }

    private int packOn() throws Exception {
        Random random = new Random(SEED);
        int packs = 0;
        while (!done.get()) {
            long time;
            synchronized (snapshots) {
                long newest = storage.lastTid();
                time = Math.min(reading, random.nextBoolean() ? newest : newest - random.nextInt(20_000_000));
            }
            PackRequest request =
                    new PackRequest(time, false, false, Packs::references, (phase, part, total) -> {}, step -> {
                        gate.writeLock().lock();
                        try {
                            step.run();
                        } finally {
                            gate.writeLock().unlock();
                        }
                    });
            PackResult result = storage.pack(request);
            assertThat(result.packedTid()).isEqualTo(storage.packedTid());
            packs++;
        }
        return packs;
    }

    /** Reads a snapshot twice, and the transactions since then, while packs come and go. */
    private int readOn() {
        int reads = 0;
        while (!done.get()) {
            long snapshot;
            synchronized (snapshots) {
                snapshot = storage.lastTid();
                reading = snapshot;
            }
            List<String> once = snapshot(snapshot);
            assertThat(once).doesNotContainNull();
            Iterator<CommittedTransaction> since = storage.transactions(snapshot + 1, Long.MAX_VALUE);
            long last = snapshot;
            while (since.hasNext()) {
                CommittedTransaction next = since.next();
                assertThat(next.tid()).isGreaterThan(last);
                last = next.tid();
                next.writes().forEach(write -> assertThat(write.record()).isNotEmpty());
            }
            assertThat(snapshot(snapshot)).as("seed " + SEED).isEqualTo(once);
            reads++;
        }
        reading = Long.MAX_VALUE;
        return reads;
    }

    private List<String> snapshot(long snapshot) {
        List<String> seen = new ArrayList<>();
        for (long oid = 0; oid <= WRITERS; oid++) {
            String container = text(storage, oid, snapshot);
            seen.add(container);
            for (long child : Packs.references(container.getBytes(UTF_8))) {
                seen.add(text(storage, child, snapshot));
            }
        }
        return seen;
    }

    /** Puts objects into a container of its own, takes them out, changes them, links again what was taken out. */
    private final class Writer {
        private final long container;
        private final Random random;
        private final TreeMap<Long, TreeMap<Long, String>> revisions = new TreeMap<>();
        private final List<Long> linked = new ArrayList<>();
        private final List<Long> unlinked = new ArrayList<>();
        private Batch prepared;
        private BranchId branch;

        Writer(int number, long tid) {
            container = number;
            random = new Random(SEED + number);
            revisions.put(container, new TreeMap<>(Map.of(tid, "empty>")));
        }

        Void run() throws Exception {
            for (int i = 0; i < ROUNDS; i++) {
                gate.readLock().lock();
                try {
                    step();
                } finally {
                    gate.readLock().unlock();
                }
            }
            return null;
        }

        private void step() throws Exception {
            if (prepared != null && random.nextInt(3) == 0) {
                decide();
            }
            if (prepared != null) {
                return;
            }
            List<Write> writes = new ArrayList<>();
            if (linked.size() > CHILDREN) {
                unlinked.add(linked.remove(random.nextInt(linked.size())));
            }
            unlinked.removeIf(oid -> !storage.exists(oid));
            if (!unlinked.isEmpty() && random.nextInt(3) == 0) {
                linked.add(unlinked.remove(random.nextInt(unlinked.size())));
            } else {
                long child = storage.newOids(1);
                writes.add(write(child, 0, "child " + child + ">"));
                linked.add(child);
            }
            long changed = linked.get(random.nextInt(linked.size()));
            if (revisions.containsKey(changed)) {
                writes.add(write(changed, serial(changed), "changed " + random.nextInt(1000) + ">"));
            }
            String targets = linked.stream().map(String::valueOf).collect(Collectors.joining(","));
            writes.add(write(container, serial(container), random.nextInt(1000) + ">" + targets));
            writes.sort((a, b) -> Long.compare(a.oid(), b.oid()));
            Batch batch = batch(writes.toArray(Write[]::new));
            if (random.nextInt(4) == 0) {
                branch = branch((int) container, random.nextInt());
                storage.prepare(branch, batch);
                prepared = batch;
            } else {
                committed(storage.commit(batch, tid -> {}), batch);
            }
        }

        private long serial(long oid) {
            return revisions.get(oid).lastKey();
        }

        void decide() {
            if (prepared != null) {
                committed(storage.commitPrepared(branch, tid -> {}), prepared);
                prepared = null;
            }
        }

        private void committed(long tid, Batch batch) {
            for (Write write : batch.writes()) {
                revisions
                        .computeIfAbsent(write.oid(), oid -> new TreeMap<>())
                        .put(tid, new String(write.record(), UTF_8));
            }
        }

        /** Everything since the last pack, and what was current then of what is linked now. */
        void check() {
            long packed = storage.packedTid();
            revisions.forEach((oid, records) -> {
                records.tailMap(packed, false).forEach((tid, record) -> assertThat(text(storage, oid, tid))
                        .as("seed %s, object %s at %s", SEED, oid, tid)
                        .isEqualTo(record));
                if (storage.exists(oid) && records.floorKey(packed) != null) {
                    assertThat(storage.load(oid, packed).serial()).isEqualTo(records.floorKey(packed));
                    assertThat(text(storage, oid, packed))
                            .isEqualTo(records.floorEntry(packed).getValue());
                }
            });
            for (long child :
                    Packs.references(records(container).lastEntry().getValue().getBytes(UTF_8))) {
                assertThat(text(storage, child))
                        .as("seed %s, child %s", SEED, child)
                        .isEqualTo(records(child).lastEntry().getValue());
            }
        }

        private TreeMap<Long, String> records(long oid) {
            return revisions.get(oid);
        }

        void checkExactly() {
            revisions.keySet().forEach(oid -> assertThat(storage.exists(oid))
                    .as("seed %s, object %s", SEED, oid)
                    .isEqualTo(oid == container || linked.contains(oid)));
            check();
        }
    }
}
