package dev.odb.benchmarks.small;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * File storage without the layers above it and without waiting for the disk: a look into the index, a record read at its
 * position, a transaction of one record encoded and appended.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class StorageBenchmark {
    private static final int OBJECTS = 100_000;
    private static final int PER_TRANSACTION = 1000;

    private final byte[] record = new byte[300];
    private final SplittableRandom random = new SplittableRandom(1);
    private Path folder;
    private FileStorage storage;
    private long tid;

    /** Fills a new database. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        Arrays.fill(record, (byte) 7);
        folder = Files.createTempDirectory("odb-storage-benchmark");
        storage = FileStorage.open(folder.resolve("database"), false);
        tid = Tids.at(Instant.now());
        for (int first = 1; first < OBJECTS; first += PER_TRANSACTION) {
            Write[] writes = new Write[PER_TRANSACTION];
            for (int i = 0; i < PER_TRANSACTION; i++) {
                writes[i] = new Write(first + i, 0, record);
            }
            restore(writes);
        }
        storage.awaitPublished();
        if (!Arrays.equals(read().record(), record) || !lookUp()) {
            throw new IllegalStateException("an object is not as it was stored");
        }
    }

    private void restore(Write... writes) {
        storage.restore(++tid, new Batch(Writes.of(List.of(writes)), List.of(), TransactionMetadata.NONE));
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        storage.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private long anyOid() {
        return 1 + random.nextInt(OBJECTS);
    }

    /** Index lookup. */
    @Benchmark
    public boolean lookUp() {
        return storage.exists(anyOid());
    }

    /** A record of 300 bytes from the page cache. */
    @Benchmark
    public Revision read() {
        return storage.load(anyOid(), Long.MAX_VALUE);
    }

    /** A transaction of one record of 300 bytes, not forced. */
    @Benchmark
    public void append() {
        restore(new Write(anyOid(), 0, record));
    }
}
