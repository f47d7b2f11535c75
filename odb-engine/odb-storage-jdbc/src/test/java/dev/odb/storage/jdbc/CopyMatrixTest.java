package dev.odb.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.odb.AsOf;
import dev.odb.Blob;
import dev.odb.CopyReport;
import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import dev.odb.StoredTransaction;
import dev.odb.TransactionInfo;
import dev.odb.UndoException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.file.FileStorage;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies between all ordered pairs of storages, of a random database with everything that there can be. */
class CopyMatrixTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final String VERSION = "next year";

    @TempDir
    static Path folder;

    private static Path original;
    private static int names;

    /** Where a database can be. */
    enum Kind {
        FILE,
        MEMORY,
        H2,
        POSTGRES;

        /** A place where there is nothing. */
        OdbConfiguration place() {
            String name = this + "-" + ++names;
            return OdbConfiguration.of(
                    switch (this) {
                        case FILE -> "odb:file:" + folder.resolve(name);
                        case MEMORY -> "odb:memory:" + name;
                        case H2 -> "odb:jdbc:" + Databases.h2(folder.resolve(name));
                        case POSTGRES -> {
                            Databases.requirePostgres();
                            yield "odb:jdbc:" + Databases.postgres();
                        }
                    });
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Kind.values()).flatMap(from -> Stream.of(Kind.values()).map(to -> Arguments.of(from, to)));
    }

    @BeforeAll
    static void makeOriginal() throws Exception {
        System.out.println("odb.test.seed=" + SEED);
        Random random = new Random(SEED);
        original = folder.resolve("original");
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + original)) {
            fill(database, random);
        }
        try (Storage storage = FileStorage.open(original, false)) {
            addWhatTheEngineSeldomWrites(storage);
        }
    }

    @SuppressWarnings("unchecked")
    private static void fill(ObjectDatabase database, Random random) {
        database.transact(c -> {
            c.root("count", Counter.class, Counter::new);
            c.root("blobs", PersistentMap.class, PersistentMap::new);
            c.root("map", PersistentMap.class, PersistentMap::new);
            return null;
        });
        long roots = database.undoLog(0, 1).get(0).tid();
        for (int i = 0; i < 60; i++) {
            int number = i;
            int kind = random.nextInt(6);
            if (kind == 0) {
                undo(database, random.nextInt(8), roots);
            } else {
                database.transact(c -> {
                    c.root("count", Counter.class).add(1);
                    if (kind == 1) {
                        c.root("blobs", PersistentMap.class).put(number % 7, blob(random));
                    } else if (kind < 5) {
                        c.root("map", PersistentMap.class).put(random.nextInt(20), "value " + number);
                    }
                    return null;
                });
            }
        }
        // one that nobody wants to have in memory twice
        database.transact(c -> {
            PersistentMap<Integer, Object> large = new PersistentMap<>();
            c.root("map", PersistentMap.class).put("large", large);
            for (int i = 0; i < 600; i++) {
                PersistentMap<Integer, String> one = new PersistentMap<>();
                one.put(i, "x".repeat(8000));
                large.put(i, one);
            }
            return null;
        });
    }

    /** Undoes one of the last transactions, unless it has made a root. */
    private static void undo(ObjectDatabase database, int back, long roots) {
        long tid = database.undoLog(back, 1).stream()
                .mapToLong(TransactionInfo::tid)
                .findFirst()
                .orElse(0);
        if (tid <= roots) {
            return;
        }
        try {
            database.transact(c -> {
                c.undo(tid);
                return null;
            });
        } catch (UndoException e) {
            // what came later stands in the way
            assertThat(e).hasMessageContaining("ODB-");
        }
    }

    private static Blob blob(Random random) throws Exception {
        Blob blob = new Blob();
        byte[] bytes = new byte[random.nextInt(3) * 100_000 + 10];
        random.nextBytes(bytes);
        try (OutputStream out = blob.write()) {
            out.write(bytes);
        }
        return blob;
    }

    /** Revisions in a version and of the undo of one, a tombstone, and a state that is stored once. */
    private static void addWhatTheEngineSeldomWrites(Storage storage) throws StaleRecordsException {
        List<CommittedTransaction> all = new ArrayList<>();
        storage.transactions(1, Long.MAX_VALUE).forEachRemaining(all::add);
        List<Write> some = all.get(all.size() - 1).writes();
        long oid = some.get(some.size() - 1).oid();
        Revision first = storage.loadAppended(oid);
        byte[] other = some.get(some.size() - 2).record();
        long serial = first.serial();
        long inVersion = commit(storage, new Write(oid, serial, other, 0, new Lineage(VERSION, serial, 0)));
        long again = commit(
                storage, new Write(oid, inVersion, first.record(), serial, new Lineage(VERSION, serial, inVersion)));
        long undone = commit(storage, new Write(oid, again, other, inVersion, new Lineage(VERSION, serial, 0)));
        long back = commit(storage, new Write(oid, undone, first.record(), serial, new Lineage("", 0, 0)));
        long gone = some.get(some.size() - 3).oid();
        commit(storage, new Write(gone, storage.serial(gone, back), new byte[0]));
        storage.newOids(5000);
    }

    private static long commit(Storage storage, Write write) throws StaleRecordsException {
        return storage.commit(new Batch(List.of(write), List.of(), TransactionMetadata.NONE), tid -> {});
    }

    /** A database of that kind with the random history. */
    private static ObjectDatabase source(Kind kind) {
        ObjectDatabase source;
        try (ObjectDatabase database =
                ObjectDatabase.open(OdbConfiguration.of("odb:file:" + original).withReadOnly(true))) {
            source = database.copyTo(kind.place(), report -> {});
        }
        return source;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @SuppressWarnings("unchecked")
    void copy_hasEverything(Kind from, Kind to) throws Exception {
        OdbConfiguration place = to.place();
        AtomicReference<CopyReport> last = new AtomicReference<>();
        try (ObjectDatabase source = source(from)) {
            List<StoredTransaction> transactions = transactions(source);
            assertThat(transactions).hasSizeGreaterThan(40);
            List<String> past = past(source);
            try (ObjectDatabase copy = source.copyTo(place, last::set)) {
                assertThat(transactions(copy)).isEqualTo(transactions);
                assertThat(past(copy)).isEqualTo(past);
                assertThat(last.get().blobs()).isPositive();
                assertThat(last.get().ofTransactions()).isEqualTo(transactions.size());
            }
        }
        if (to != Kind.MEMORY) {
            try (ObjectDatabase again = ObjectDatabase.open(place)) {
                long newest = again.undoLog(0, 1).get(0).tid();
                again.transact(c -> {
                    c.root("count", Counter.class).add(5);
                    c.root("map", PersistentMap.class).put("new", new PersistentMap<String, String>());
                    return null;
                });
                assertThat(again.undoLog(0, 1).get(0).tid()).isGreaterThan(newest);
                undo(again, 0, 0);
            }
        }
    }

    private static List<StoredTransaction> transactions(ObjectDatabase of) {
        List<StoredTransaction> copied = new ArrayList<>();
        try (Stream<StoredTransaction> all = of.transactions(0, Long.MAX_VALUE)) {
            all.forEach(next -> copied.add(new StoredTransaction(next.info(), List.copyOf(next.revisions()))));
        }
        return copied;
    }

    /** What the roots were after some of the transactions. */
    private static List<String> past(ObjectDatabase database) throws Exception {
        List<String> found = new ArrayList<>();
        List<TransactionInfo> log = database.undoLog(0, 1000);
        for (int i = 0; i < log.size() - 8; i += 7) {
            try (OdbConnection past = database.connect(AsOf.tid(log.get(i).tid()))) {
                found.add(past.root("count", Counter.class).get() + " "
                        + past.root("map", PersistentMap.class).keySet().size());
                for (Object blob : past.root("blobs", PersistentMap.class).values()) {
                    try (InputStream in = ((Blob) blob).read()) {
                        found.add(new String(in.readAllBytes(), UTF_8));
                    }
                }
            }
        }
        return found;
    }

    /** With two writers all the while, the copy is what the original was at the transaction that is reported. */
    @ParameterizedTest
    @MethodSource("online")
    void copy_whileOthersWrite_isOneMoment(Kind from, Kind to) throws Exception {
        AtomicReference<CopyReport> last = new AtomicReference<>();
        try (ObjectDatabase source = source(from)) {
            source.transact(c -> {
                c.root("left", Counter.class, Counter::new);
                c.root("right", Counter.class, Counter::new);
                return null;
            });
            AtomicBoolean over = new AtomicBoolean();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 400 && !over.get(); i++) {
                    source.transact(c -> {
                        c.root("left", Counter.class).add(1);
                        c.root("right", Counter.class).add(1);
                        return null;
                    });
                }
            });
            writer.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
            writer.start();
            try (ObjectDatabase copy = source.copyTo(to.place(), last::set)) {
                over.set(true);
                writer.join();
                assertThat(failure.get()).isNull();
                List<StoredTransaction> all = transactions(source);
                List<StoredTransaction> copied = transactions(copy);
                assertThat(copied).isEqualTo(all.subList(0, copied.size()));
                assertThat(copied.get(copied.size() - 1).info().tid())
                        .isEqualTo(last.get().upTo());
                boolean equal = copy.transact(c -> c.root("left", Counter.class).get()
                        == c.root("right", Counter.class).get());
                assertThat(equal).isTrue();
            } finally {
                over.set(true);
                writer.join();
            }
        }
    }

    static Stream<Arguments> online() {
        return Stream.of(
                Arguments.of(Kind.FILE, Kind.H2),
                Arguments.of(Kind.H2, Kind.FILE),
                Arguments.of(Kind.MEMORY, Kind.POSTGRES));
    }

    /** The issues of the sample, a hundred in a transaction, and a change of each. */
    @Test
    void largeDatabase_isCopiedToTablesAndBack() throws Exception {
        Path issues = Path.of(System.getProperty("odb.issues.file", ""));
        if (!Files.isRegularFile(issues)) {
            System.out.println("Skipped: there is no file " + issues);
            abort("There is no file '" + issues + "'.");
        }
        double scale = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
        List<String> lines;
        try (Stream<String> all = Files.lines(issues)) {
            lines = all.limit((long) Math.max(300, 100_000 * scale)).toList();
        }
        try (ObjectDatabase source = ObjectDatabase.open(Kind.FILE.place())) {
            load(source, lines);
            try (ObjectDatabase tables = source.copyTo(Kind.H2.place(), report -> {});
                    ObjectDatabase back = tables.copyTo(Kind.FILE.place(), report -> {})) {
                assertThat(transactions(back)).isEqualTo(transactions(source));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void load(ObjectDatabase database, List<String> lines) {
        database.transact(c -> c.root("issues", PersistentMap.class, PersistentMap::new));
        for (int from = 0; from < lines.size(); from += 100) {
            int first = from;
            database.transact(c -> {
                PersistentMap<Integer, Object> part = new PersistentMap<>();
                c.root("issues", PersistentMap.class).put(first, part);
                for (int i = first; i < Math.min(lines.size(), first + 100); i++) {
                    PersistentMap<String, String> issue = new PersistentMap<>();
                    issue.put("json", lines.get(i));
                    part.put(i, issue);
                }
                return null;
            });
            database.transact(c -> {
                PersistentMap<Integer, Object> part = (PersistentMap<Integer, Object>)
                        c.root("issues", PersistentMap.class).get(first);
                part.values().forEach(issue -> ((PersistentMap<String, String>) issue).put("seen", "true"));
                return null;
            });
        }
    }
}
