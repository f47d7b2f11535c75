package dev.odb.benchmarks.small;

import dev.odb.BTreeMap;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The check at each field read: loaded objects beside plain ones of the same fields, made in one
 * order and read in one random order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FieldReadBenchmark {
    private static final int COUNT = 10_000;

    private ObjectDatabase database;
    private OdbConnection connection;
    private Note[] loaded;
    private PlainNote[] plain;

    /** The same without a check. */
    private static final class PlainNote {
        private final int number;
        private final String title;
        private final String body;
        private final java.util.List<PlainNote> links = new java.util.ArrayList<>();

        PlainNote(int number) {
            this.number = number;
            this.title = "a title of about forty characters " + number;
            this.body = "text ".repeat(40);
        }

        int touch() {
            return number + title.length() + body.length() + links.size();
        }
    }

    /** Stores the objects and loads them again. */
    @Setup(Level.Trial)
    public void load() {
        database = ObjectDatabase.open("odb:memory:field-read-benchmark");
        database.transact(writing -> {
            BTreeMap<Integer, Note> notes = notes(writing);
            for (int i = 0; i < COUNT; i++) {
                notes.put(i, new Note(i, null));
            }
            return null;
        });
        connection = database.connect();
        loaded = new Note[COUNT];
        plain = new PlainNote[COUNT];
        PlainNote[] inOrder = new PlainNote[COUNT];
        for (int i = 0; i < COUNT; i++) {
            inOrder[i] = new PlainNote(i);
            notes(connection).get(i).touch();
        }
        BTreeMap<Integer, Note> notes = notes(connection);
        Random random = new Random(1);
        for (int i = 0; i < COUNT; i++) {
            int number = random.nextInt(COUNT);
            loaded[i] = notes.get(number);
            plain[i] = inOrder[number];
            if (loaded[i].touch() != plain[i].touch()) {
                throw new IllegalStateException("what was loaded is not what was stored");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static BTreeMap<Integer, Note> notes(OdbConnection connection) {
        return connection.root("notes", BTreeMap.class, BTreeMap::new);
    }

    /** Closes the database. */
    @TearDown(Level.Trial)
    public void close() {
        connection.close();
        database.close();
    }

    /** Loaded objects. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int persistent() {
        int sum = 0;
        for (Note note : loaded) {
            sum += note.touch();
        }
        return sum;
    }

    /** Plain objects. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int plain() {
        int sum = 0;
        for (PlainNote note : plain) {
            sum += note.touch();
        }
        return sum;
    }
}
