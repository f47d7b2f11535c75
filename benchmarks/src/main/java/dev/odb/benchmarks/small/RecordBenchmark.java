package dev.odb.benchmarks.small;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordDecoder;
import dev.odb.core.record.RecordEncoder;
import dev.odb.core.record.ValueOwners;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.spi.Managed;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** An object to its record and back: a number, two strings, a reference, a list of three. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {
    private final Map<Long, Managed> objects = new HashMap<>();
    private RecordEncoder encoder;
    private RecordDecoder decoder;
    private Managed note;
    private byte[] record;
    private Managed target;

    /** Makes the object and checks that its record gives it again. */
    @Setup(Level.Trial)
    public void prepare() {
        ClassCatalog catalog = new ClassCatalog(new MemoryStorage("record-benchmark"));
        encoder = new RecordEncoder(catalog, (object, path) -> oid(object), ValueOwners.NONE);
        decoder = new RecordDecoder(
                catalog, (oid, type) -> objects.get(oid), getClass().getClassLoader());
        Note made = new Note(1, new Note(2, null));
        for (int i = 3; i < 6; i++) {
            made.link(new Note(i, null));
        }
        note = (Managed) (Object) made;
        record = encoder.encode(note);
        target = note.$odb_ghost();
        Note read = (Note) (Object) read();
        target.$odb_state(dev.odb.spi.ObjectState.UP_TO_DATE);
        if (!made.sameTexts(read) || made.parent() != read.parent()) {
            throw new IllegalStateException("the record does not give the object that was written");
        }
    }

    private long oid(Managed object) {
        if (object.$odb_oid() == 0) {
            object.$odb_oid(objects.size() + 1L);
            objects.put(object.$odb_oid(), object);
        }
        return object.$odb_oid();
    }

    /** Encodes. */
    @Benchmark
    public byte[] write() {
        return encoder.encode(note);
    }

    /** Decodes. */
    @Benchmark
    public Managed read() {
        decoder.decode(record, target);
        return target;
    }
}
