package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.CopyFailedException;
import dev.odb.CopyReport;
import dev.odb.CorruptStorageException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.StoredTransaction;
import dev.odb.TransactionInfo;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of databases with their history. */
class EngineCopyTest {
    private static final Consumer<CopyReport> SILENT = report -> {};

    @TempDir
    Path folder;

    private Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url("odb:file:", "db")));
        fill(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String url(String form, String name) {
        return form + folder.resolve(name);
    }

    private static void fill(ObjectDatabase database) {
        database.transact(c -> c.root("team", Team.class, Team::new).title = "made");
        for (int i = 0; i < 20; i++) {
            int number = i;
            database.transact(c -> {
                Team team = c.root("team", Team.class);
                team.title = "title " + number;
                team.members.add(new Person("P" + number, number));
                team.byNumber.put(number, team.members.get(number));
                team.visits.add(1);
                return null;
            });
        }
    }

    private static List<StoredTransaction> transactions(ObjectDatabase of) {
        List<StoredTransaction> copied = new ArrayList<>();
        try (Stream<StoredTransaction> all = of.transactions(0, Long.MAX_VALUE)) {
            all.forEach(next -> copied.add(new StoredTransaction(next.info(), List.copyOf(next.revisions()))));
        }
        return copied;
    }

    private static String title(ObjectDatabase of, long tid) {
        try (OdbConnection past = of.connect(AsOf.tid(tid))) {
            return past.root("team", Team.class).title;
        }
    }

    /** CONFORMANCE 26: between any two storages; the copy can be read, undone, changed and opened again. */
    @ParameterizedTest
    @CsvSource({"odb:file:, odb:file:", "odb:file:, odb:memory:", "odb:memory:, odb:file:", "odb:memory:, odb:memory:"})
    void copy_hasTheWholeHistoryAndALifeOfItsOwn(String from, String to) {
        try (ObjectDatabase source = ObjectDatabase.open(url(from, "source"))) {
            fill(source);
            List<StoredTransaction> original = transactions(source);
            OdbConfiguration target = OdbConfiguration.of(url(to, "copy"));
            try (ObjectDatabase copy = source.copyTo(target, SILENT)) {
                assertThat(transactions(copy)).isEqualTo(original);
                assertThat(((Engine) copy).databaseId()).isNotEqualTo(((Engine) source).databaseId());
                changeBoth(source, copy);
            }
            if (to.equals("odb:file:")) {
                try (ObjectDatabase again = ObjectDatabase.open(target)) {
                    assertThat(transactions(again).subList(0, original.size())).isEqualTo(original);
                    assertThat(again.<String>transact(c -> c.root("team", Team.class).title))
                            .isEqualTo("title 18");
                }
            }
        }
    }

    private static void changeBoth(ObjectDatabase source, ObjectDatabase copy) {
        TransactionInfo last = copy.undoLog(0, 1).get(0);
        assertThat(title(copy, copy.undoLog(5, 1).get(0).tid())).isEqualTo("title 14");
        copy.transact(c -> {
            c.undo(last.tid());
            return null;
        });
        assertThat(copy.<String>transact(c -> c.root("team", Team.class).title)).isEqualTo("title 18");
        assertThat(copy.<Integer>transact(
                        c -> c.root("team", Team.class).members.size()))
                .isEqualTo(19);
        assertThat(source.<String>transact(c -> c.root("team", Team.class).title))
                .as("the original is left alone")
                .isEqualTo("title 19");
        long inSource = source.transact(c -> c.oid(c.root("new", Person.class, () -> new Person("New", 1))));
        long inCopy = copy.transact(c -> c.oid(c.root("new", Person.class, () -> new Person("New", 1))));
        assertThat(inCopy).as("oids go on above those of the original").isGreaterThanOrEqualTo(inSource - 1);
        assertThat(copy.undoLog(0, 1).get(0).tid()).isGreaterThan(last.tid());
        assertThat(copy.history(inCopy, 10)).hasSize(1);
    }

    @Test
    void copyOfACopy_isEqual() {
        try (ObjectDatabase one = database.copyTo(OdbConfiguration.of(url("odb:memory:", "one")), SILENT);
                ObjectDatabase two = one.copyTo(OdbConfiguration.of(url("odb:file:", "two")), SILENT)) {
            assertThat(transactions(two)).isEqualTo(transactions(database));
        }
    }

    @Test
    void listener_isToldOfThePhases() {
        List<CopyReport> reports = new ArrayList<>();
        long transactions = transactions(database).size();
        long upTo = database.undoLog(0, 1).get(0).tid();
        database.copyTo(OdbConfiguration.of(url("odb:file:", "copy")), reports::add)
                .close();
        assertThat(reports)
                .extracting(CopyReport::phase)
                .containsSubsequence(CopyReport.Phase.COPYING, CopyReport.Phase.VERIFYING, CopyReport.Phase.DONE);
        CopyReport last = reports.get(reports.size() - 1);
        assertThat(last.phase()).isEqualTo(CopyReport.Phase.DONE);
        assertThat(last.tid()).isEqualTo(upTo).isEqualTo(last.upTo());
        assertThat(last.transactions()).isEqualTo(transactions);
        assertThat(last.revisions()).isGreaterThan(transactions);
        assertThat(last.bytes()).isPositive();
        assertThat(last.dropped()).isEmpty();
    }

    /** What is committed while it copies comes along, up to a transaction that is reported; nobody is waited for for ever. */
    @Test
    void commitsMeanwhile_comeAlongUpToTheOneReported() {
        List<CopyReport> reports = new ArrayList<>();
        try (ObjectDatabase copy = database.copyTo(OdbConfiguration.of(url("odb:file:", "copy")), report -> {
            reports.add(report);
            database.transact(c -> c.root("team", Team.class).title = "during " + report.phase());
        })) {
            CopyReport last = reports.get(reports.size() - 1);
            List<StoredTransaction> all = transactions(database);
            List<StoredTransaction> copied = transactions(copy);
            assertThat(copied).isEqualTo(all.subList(0, copied.size()));
            assertThat(copied.get(copied.size() - 1).info().tid()).isEqualTo(last.upTo());
            assertThat(last.transactions()).isEqualTo(copied.size()).isEqualTo(last.ofTransactions());
            assertThat(title(copy, last.upTo())).isEqualTo("during COPYING");
            assertThat(copied).hasSizeLessThan(all.size());
        }
    }

    @Test
    void progress_saysOfHowMuch() {
        List<CopyReport> reports = new ArrayList<>();
        database.copyTo(OdbConfiguration.of(url("odb:memory:", "copy")), reports::add)
                .close();
        long transactions = transactions(database).size();
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.ofTransactions()).isEqualTo(transactions);
            assertThat(report.transactions()).isLessThanOrEqualTo(transactions);
            assertThat(report.bytes())
                    .isLessThanOrEqualTo(report.phase() == CopyReport.Phase.COPYING ? 0 : report.ofBytes());
        });
        assertThat(reports.get(reports.size() - 1).bytes())
                .isEqualTo(reports.get(reports.size() - 1).ofBytes());
    }

    /** A branch in doubt is listed and not copied; its objects are free in the copy. */
    @Test
    void preparedBranch_isListedAndDropped() {
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(getClass().getClassLoader()).root("team", Team.class).title = "in doubt";
        branch.prepare(Batches.branch(1, 1));
        AtomicReference<CopyReport> last = new AtomicReference<>();
        try (Engine copy = database.copyTo(OdbConfiguration.of(url("odb:file:", "copy")), last::set)) {
            assertThat(last.get().dropped())
                    .containsExactly(Batches.branch(1, 1).toString());
            assertThat(copy.prepared()).isEmpty();
            copy.transact(c -> c.root("team", Team.class).title = "free");
        }
        database.commitBranch(Batches.branch(1, 1).toString());
        try (Engine copy = database.copyTo(OdbConfiguration.of(url("odb:file:", "later")), last::set)) {
            assertThat(copy.decidedByHand()).isEmpty();
            String title = copy.transact(c -> c.root("team", Team.class).title);
            assertThat(title).isEqualTo("in doubt");
        }
    }

    @Test
    void targetThatIsNotEmpty_isRefusedAndLeftAlone() throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(folder.resolve("full")).resolve("mine"), "x");
        assertFails("ODB-3950", OdbConfiguration.of(url("odb:file:", "full")), SILENT);
        assertFails("ODB-3950", OdbConfiguration.of("odb:file:" + file), SILENT);
        assertFails("ODB-3950", OdbConfiguration.of(url("odb:file:", "db")), SILENT);
        assertThat(file).hasContent("x");
        try (ObjectDatabase open = ObjectDatabase.open(url("odb:memory:", "open"))) {
            assertFails("ODB-3950", OdbConfiguration.of(url("odb:memory:", "open")), SILENT);
            assertThat(open.undoLog(0, 10)).hasSize(1);
        }
        OdbConfiguration readOnly =
                OdbConfiguration.of(url("odb:file:", "copy")).withReadOnly(true);
        assertFails("ODB-3950", readOnly, SILENT);
    }

    /** Interrupted: an error that says so, nothing at the target, and the next copy succeeds. */
    @Test
    void interruptedCopy_leavesNothing() throws IOException {
        OdbConfiguration target = OdbConfiguration.of(url("odb:file:", "copy"));
        for (CopyReport.Phase when : new CopyReport.Phase[] {CopyReport.Phase.COPYING, CopyReport.Phase.VERIFYING}) {
            assertFails("ODB-3951", target, report -> {
                if (report.phase() == when) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(Thread.interrupted()).as("the interruption is kept").isTrue();
            assertOnlyTheDatabase();
        }
        database.copyTo(target, SILENT).close();
        assertThat(folder.resolve("copy")).isDirectory();
    }

    /** A second copy to the same place adds nothing to the first one: it is refused, and that stays as it is. */
    @Test
    void secondCopyToTheSamePlace_isRefused() {
        OdbConfiguration target = OdbConfiguration.of(url("odb:file:", "copy"));
        database.copyTo(target, SILENT).close();
        String before = database.transact(c -> c.root("team", Team.class).title);
        database.transact(c -> c.root("team", Team.class).title = "later");
        assertFails("ODB-3950", target, SILENT);
        try (ObjectDatabase copy = ObjectDatabase.open(target)) {
            assertThat(copy.<String>transact(c -> c.root("team", Team.class).title))
                    .isEqualTo(before);
        }
    }

    /** No oid is given out again, and it is known up to where it was packed, also when it is opened again. */
    @Test
    void copyOpenedAgain_goesOnWhereTheOriginalWas() {
        database.pack(Instant.now());
        database.transact(c -> c.root("team", Team.class).title = "after the pack");
        long end = Engines.storage(database).oidEnd();
        OdbConfiguration target = OdbConfiguration.of(url("odb:file:", "copy"));
        database.copyTo(target, SILENT).close();
        try (Engine copy = Engine.open(target)) {
            Storage storage = Engines.storage(copy);
            assertThat(storage.newOids(1)).isGreaterThanOrEqualTo(end);
            assertThat(storage.packedTid())
                    .isPositive()
                    .isEqualTo(Engines.storage(database).packedTid());
            copy.pack(Instant.now());
            assertThat(copy.<String>transact(c -> c.root("team", Team.class).title))
                    .isEqualTo("after the pack");
            assertThat(copy.<Integer>transact(
                            c -> c.root("team", Team.class).members.size()))
                    .isEqualTo(20);
        }
    }

    /** Which record it is, nothing at the target, and the original goes on. */
    @Test
    void damagedRecord_endsTheCopy() throws IOException {
        Path log = folder.resolve("db").resolve("log-0000000001.odb");
        byte[] bytes = Files.readAllBytes(log);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("title 7");
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {'T'}), at);
        }
        for (String to : new String[] {"odb:file:", "odb:memory:"}) {
            assertThatThrownBy(() -> database.copyTo(OdbConfiguration.of(url(to, "copy")), SILENT))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining(folder.resolve("db").toString());
            assertOnlyTheDatabase();
        }
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEqualTo("title 19");
    }

    /** What the listener throws ends the copy in the same way. */
    @Test
    void failingListener_leavesNothing() throws IOException {
        IllegalStateException mine = new IllegalStateException("enough");
        assertThatThrownBy(() -> database.copyTo(OdbConfiguration.of(url("odb:file:", "copy")), report -> {
                    throw mine;
                }))
                .isSameAs(mine);
        assertOnlyTheDatabase();
    }

    /** What a process that died left is removed by the next copy to the same place. */
    @Test
    void leftOverOfADeadCopy_isReplaced() throws IOException {
        Path left = Files.createDirectory(folder.resolve("copy.incomplete-copy"));
        Engine.open(OdbConfiguration.of("odb:file:" + left)).close();
        database.copyTo(OdbConfiguration.of(url("odb:file:", "copy")), SILENT).close();
        assertThat(left).doesNotExist();
    }

    private void assertFails(String code, OdbConfiguration target, Consumer<CopyReport> listener) {
        assertThatThrownBy(() -> database.copyTo(target, listener))
                .isInstanceOfSatisfying(
                        CopyFailedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void assertOnlyTheDatabase() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("db"));
        }
    }
}
