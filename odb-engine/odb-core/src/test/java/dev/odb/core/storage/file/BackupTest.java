package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.Outcome;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageLockedException;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.local.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a storage and restores of them. */
class BackupTest {
    private static final FileSettings SETTINGS = new FileSettings(2048, 512, InstantSource.system());
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    @TempDir
    Path temp;

    private FileStorage open() {
        return FileStorage.open(temp.resolve("db"), false, SETTINGS);
    }

    private FileBackup.Report backup(boolean full) {
        return new FileBackup(
                        temp.resolve("db"),
                        temp.resolve("backups"),
                        full,
                        () -> RecordInspector.NONE,
                        (p, d, t) -> true)
                .run();
    }

    private List<FileBackupCheck.Chain> verify() {
        return new FileBackupCheck(temp.resolve("backups"), () -> RecordInspector.NONE, (p, d, t) -> true).run();
    }

    private List<String> damage() {
        return verify().stream().flatMap(chain -> chain.damage().stream()).toList();
    }

    private FileRestore.Report restore(String target, FileRestore.Options options) {
        return new FileRestore(
                        temp.resolve("backups"),
                        temp.resolve(target),
                        options,
                        () -> RecordInspector.NONE,
                        (p, d, t) -> true)
                .run();
    }

    private static FileRestore.Options to(long tid) {
        return new FileRestore.Options(tid, null, false);
    }

    /** Each object refers to the next one, so that a pack keeps all of them. */
    private static long change(Storage storage, long oid, String text) throws Exception {
        var current = storage.loadAppended(oid);
        long serial = current == null ? 0 : current.serial();
        return commit(storage, write(oid, serial, text + ">" + (oid + 1)));
    }

    @Test
    void backup_besideAWriter_hasAllThatWasAcknowledgedAndGrows() throws Exception {
        try (FileStorage storage = open()) {
            for (int i = 0; i < 20; i++) {
                change(storage, i % 5, "text " + i);
                FileBackup.Report report = backup(false);
                assertThat(report.chain()).isEqualTo("chain-000001");
                assertThat(report.number()).isEqualTo(i + 1);
                assertThat(report.changed()).isTrue();
                assertThat(report.reason()).isEqualTo(i == 0 ? "it is the first one" : "");
                assertThat(report.lastTid()).isEqualTo(storage.lastTid());
            }
            FileBackup.Report again = backup(false);
            assertThat(again.changed()).isFalse();
            assertThat(again.bytes()).isZero();
            assertThat(again.chainBytes())
                    .as("no byte was copied twice")
                    .isLessThan(storage.openLog().log().used() + 64L * 100);
            assertThat(damage()).isEmpty();
            restore("copy", FileRestore.Options.NEWEST);
            try (FileStorage copy = FileStorage.open(temp.resolve("copy"), true)) {
                assertThat(Digests.transactions(copy)).isEqualTo(Digests.transactions(storage));
                assertThat(copy.databaseId()).isNotEqualTo(storage.databaseId());
            }
        }
    }

    @Test
    void restore_toEachTransaction_hasThatStateAndNothingLater() throws Exception {
        TreeMap<Long, List<String>> states = new TreeMap<>();
        try (FileStorage storage = open()) {
            for (int i = 0; i < 8; i++) {
                if (i == 2) {
                    storage.prepare(branch(1, 1), batch(write(9, 0, "prepared")));
                }
                long tid =
                        i == 5 ? storage.commitPrepared(branch(1, 1), t -> {}) : change(storage, i % 3, "state " + i);
                states.put(tid, Digests.transactions(storage));
                if (i % 3 == 2) {
                    backup(false);
                }
            }
            storage.newOids(5000);
            backup(false);
        }
        for (long tid : states.keySet()) {
            FileRestore.Report report = restore("at-" + tid, to(tid));
            assertThat(report.lastTid()).isEqualTo(tid);
            try (FileStorage copy = FileStorage.open(temp.resolve("at-" + tid), false)) {
                assertThat(Digests.transactions(copy)).isEqualTo(states.get(tid));
                assertThat(copy.prepared()).isEmpty();
                assertThat(copy.newOids(1)).as("none is given out twice").isGreaterThan(5000);
                long next = change(copy, 0, "after");
                assertThat(next).isGreaterThan(states.lastKey());
            }
        }
        long between = states.lastKey() - 1;
        assertThat(restore("between", to(between)).lastTid()).isEqualTo(states.lowerKey(states.lastKey()));
        for (long outside : new long[] {
            1, states.firstKey() - 1, Tids.at(Tids.instant(states.lastKey()).plusSeconds(3600))
        }) {
            assertThatThrownBy(() -> restore("outside", to(outside)))
                    .isInstanceOf(OdbException.class)
                    .hasMessageContaining("ODB-4157")
                    .hasMessageContaining("chain-000001 from its beginning");
            assertThat(temp.resolve("outside")).doesNotExist();
        }
    }

    @Test
    void pack_beginsANewChainAndTheOldOneStillHasThePast() throws Exception {
        long old;
        List<String> before;
        try (FileStorage storage = open()) {
            change(storage, 0, "first");
            old = change(storage, 0, "second");
            before = Digests.transactions(storage);
            change(storage, 0, "third");
            backup(false);
            storage.pack(Packs.to(storage.lastTid()));
            FileBackup.Report report = backup(false);
            assertThat(report.chain()).isEqualTo("chain-000002");
            assertThat(report.reason()).isEqualTo("the database was packed");
            change(storage, 0, "fourth");
            assertThat(backup(false).number()).isEqualTo(2);
            assertThat(damage()).isEmpty();
            restore("newest", FileRestore.Options.NEWEST);
            try (FileStorage copy = FileStorage.open(temp.resolve("newest"), false)) {
                assertThat(text(copy, 0)).isEqualTo("fourth>1");
                assertThat(copy.packedTid()).isEqualTo(storage.packedTid());
                assertThat(Digests.transactions(copy)).isEqualTo(Digests.transactions(storage));
            }
        }
        assertThat(restore("past", to(old)).chain()).isEqualTo("chain-000001");
        try (FileStorage copy = FileStorage.open(temp.resolve("past"), true)) {
            assertThat(Digests.transactions(copy)).isEqualTo(before);
        }
    }

    @Test
    void otherHistory_beginsANewChain() throws Exception {
        try (FileStorage storage = open()) {
            change(storage, 0, "one");
        }
        copy(temp.resolve("db"), temp.resolve("fork"));
        try (FileStorage storage = open()) {
            change(storage, 0, "two");
            change(storage, 0, "three");
        }
        backup(false);
        OwnFiles.deleteAll(temp.resolve("db"));
        Files.move(temp.resolve("fork"), temp.resolve("db"));
        assertThat(backup(false).reason()).isEqualTo("the database's log is shorter than the backup's");
        try (FileStorage storage = open()) {
            change(storage, 0, "another two");
            change(storage, 0, "another three");
        }
        assertThat(backup(false).reason()).isEmpty();
        assertThat(backup(true).reason()).isEqualTo("it was asked for");
        assertThat(verify()).extracting(FileBackupCheck.Chain::backups).containsExactly(1, 2, 1);
    }

    @Test
    void decisionsByHand_areDroppedElsewhereAndKeptInPlace() throws Exception {
        List<HeuristicDecision> decided;
        List<String> transactions;
        try (FileStorage storage = open()) {
            long first = change(storage, 0, "one");
            storage.prepare(branch(1, 1), batch(write(0, first, "by hand>1")));
            storage.prepare(branch(2, 1), batch(write(7, 0, "never")));
            storage.commitByHand(branch(1, 1), t -> {});
            storage.rollbackByHand(branch(2, 1));
            decided = storage.decidedByHand();
            transactions = Digests.transactions(storage);
            backup(false);
        }
        FileRestore.Report elsewhere = restore("elsewhere", FileRestore.Options.NEWEST);
        assertThat(elsewhere.dropped())
                .extracting(FileRestore.Dropped::outcome)
                .containsExactly(Outcome.COMMITTED, Outcome.ROLLED_BACK);
        try (FileStorage copy = FileStorage.open(temp.resolve("elsewhere"), false)) {
            assertThat(copy.decidedByHand()).isEmpty();
            assertThat(Digests.transactions(copy)).isEqualTo(transactions);
        }
        assertThat(restore("db", new FileRestore.Options(Long.MAX_VALUE, null, true))
                        .dropped())
                .isEmpty();
        try (FileStorage storage = open()) {
            assertThat(storage.decidedByHand()).isEqualTo(decided);
            assertThat(Digests.transactions(storage)).isEqualTo(transactions);
            storage.forget(branch(1, 1));
        }
    }

    @Test
    void preparedBranches_areDroppedElsewhereAndKeptInPlace() throws Exception {
        List<String> branches;
        List<String> transactions;
        try (FileStorage storage = open()) {
            long first = change(storage, 0, "one");
            storage.prepare(branch(1, 1), batch(write(0, first, "in doubt>1")));
            storage.prepare(branch(2, 1), batch(write(7, 0, "new")));
            branches = Digests.branches(storage);
            transactions = Digests.transactions(storage);
            backup(false);
        }
        FileRestore.Report elsewhere = restore("elsewhere", FileRestore.Options.NEWEST);
        assertThat(elsewhere.dropped())
                .extracting(FileRestore.Dropped::branch)
                .containsExactly(branch(1, 1).toString(), branch(2, 1).toString());
        try (FileStorage copy = FileStorage.open(temp.resolve("elsewhere"), false)) {
            assertThat(copy.prepared()).isEmpty();
            assertThat(Digests.transactions(copy)).isEqualTo(transactions);
            assertThat(copy.databaseId()).isEqualTo(elsewhere.database()).isNotEqualTo(elsewhere.original());
            change(copy, 0, "free");
        }
        try (FileStorage storage = open()) {
            change(storage, 3, "lost by the restore");
        }
        FileRestore.Report inPlace = restore("db", new FileRestore.Options(Long.MAX_VALUE, null, true));
        assertThat(inPlace.dropped()).isEmpty();
        assertThat(inPlace.database()).isEqualTo(elsewhere.original());
        try (FileStorage storage = open()) {
            assertThat(Digests.branches(storage)).isEqualTo(branches);
            assertThat(Digests.transactions(storage)).isEqualTo(transactions);
            storage.commitPrepared(branch(1, 1), t -> {});
            assertThat(text(storage, 0)).isEqualTo("in doubt>1");
        }
        long newest = elsewhere.lastTid();
        assertThat(restore("db", new FileRestore.Options(newest, null, true)).dropped())
                .as("nobody would decide them as they were at a moment")
                .hasSize(2);
        try (FileStorage aside = FileStorage.open(temp.resolve("db").resolve(inPlace.aside()), true)) {
            assertThat(text(aside, 3)).isEqualTo("lost by the restore>4");
        }
    }

    @Test
    void restore_inUseOrOccupiedOrElsewhere_isRefused() throws Exception {
        try (FileStorage storage = open()) {
            change(storage, 0, "one");
            backup(false);
            assertThatThrownBy(() -> restore("db", new FileRestore.Options(Long.MAX_VALUE, null, true)))
                    .isInstanceOf(StorageLockedException.class);
        }
        assertThatThrownBy(() -> restore("db", FileRestore.Options.NEWEST)).hasMessageContaining("ODB-4158");
        assertThatThrownBy(() -> restore("other", new FileRestore.Options(Long.MAX_VALUE, null, true)))
                .hasMessageContaining("ODB-4160");
        assertThat(temp.resolve("other")).doesNotExist();
        FileStorage.open(temp.resolve("third"), false).close();
        assertThatThrownBy(() -> restore("third", new FileRestore.Options(Long.MAX_VALUE, null, true)))
                .hasMessageContaining("ODB-4159");
        assertThatThrownBy(() -> new FileBackup(
                                temp.resolve("third"),
                                temp.resolve("backups"),
                                false,
                                () -> RecordInspector.NONE,
                                (p, d, t) -> true)
                        .run())
                .hasMessageContaining("ODB-4153");
        assertThatThrownBy(() -> new FileBackup(
                                temp.resolve("db"),
                                temp.resolve("db/inside"),
                                false,
                                () -> RecordInspector.NONE,
                                (p, d, t) -> true)
                        .run())
                .hasMessageContaining("ODB-4164");
        assertThatThrownBy(() -> new FileBackup(
                                temp.resolve("nothing"),
                                temp.resolve("backups"),
                                false,
                                () -> RecordInspector.NONE,
                                (p, d, t) -> true)
                        .run())
                .hasMessageContaining("ODB-4014");
        assertThatThrownBy(() -> new FileRestore(
                                temp.resolve("nothing"),
                                temp.resolve("other"),
                                FileRestore.Options.NEWEST,
                                () -> RecordInspector.NONE,
                                (p, d, t) -> true)
                        .run())
                .hasMessageContaining("ODB-4152");
        OwnFiles.deleteAll(temp.resolve("db"));
        assertThat(restore("other", new FileRestore.Options(Long.MAX_VALUE, null, true))
                        .aside())
                .as("the disk of the original is gone")
                .isEmpty();
    }

    /** The process died while it moved the files: nobody takes what is there for a database, and the next restore goes. */
    @Test
    void interruptedRestore_isNotOpenedAndCanBeRepeated() throws Exception {
        List<String> transactions;
        try (FileStorage storage = open()) {
            for (int i = 0; i < 30; i++) {
                change(storage, i, "a text that fills segments " + i);
            }
            transactions = Digests.transactions(storage);
            backup(false);
        }
        restore("copy", FileRestore.Options.NEWEST);
        Path copy = temp.resolve("copy");
        Files.createFile(copy.resolve(RestorePlace.MARK));
        Files.delete(copy.resolve(SegmentName.of(2)));
        for (boolean readOnly : new boolean[] {true, false}) {
            assertThatThrownBy(() -> FileStorage.open(copy, readOnly))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("ODB-4161")
                    .hasMessageContaining("odb restore");
        }
        FileRestore.Report report = restore("copy", FileRestore.Options.NEWEST);
        assertThat(copy.resolve(report.aside()).resolve(SegmentName.of(1))).exists();
        try (FileStorage storage = FileStorage.open(copy, false)) {
            assertThat(Digests.transactions(storage)).isEqualTo(transactions);
        }
    }

    @Test
    void restoreThatIsGivenUp_leavesWhatWasThere() throws Exception {
        try (FileStorage storage = open()) {
            change(storage, 0, "one");
            backup(false);
            change(storage, 0, "two");
        }
        int[] calls = {0};
        for (int most = 0; ; most++) {
            int last = most;
            calls[0] = 0;
            FileRestore.Options options = new FileRestore.Options(Long.MAX_VALUE, null, true);
            FileRestore restore = new FileRestore(
                    temp.resolve("backups"),
                    temp.resolve("db"),
                    options,
                    () -> RecordInspector.NONE,
                    (p, d, t) -> calls[0]++ < last);
            try {
                restore.run();
                break;
            } catch (CancellationException e) {
                try (FileStorage storage = open()) {
                    assertThat(text(storage, 0)).isEqualTo("two>1");
                }
            }
        }
        assertThat(calls[0]).isGreaterThan(4);
        try (FileStorage storage = open()) {
            assertThat(text(storage, 0)).isEqualTo("one>1");
        }
    }

    @Test
    void damageAnywhere_isFoundAndNotRestored() throws Exception {
        try (FileStorage storage = open()) {
            for (int i = 0; i < 12; i++) {
                change(storage, i % 4, "text " + i);
                if (i % 4 == 3) {
                    backup(false);
                }
            }
        }
        Random random = new Random(SEED);
        System.out.println("BackupTest: -Dodb.test.seed=" + SEED);
        Path chain = temp.resolve("backups/chain-000001");
        List<Path> files = list(chain);
        assertThat(files).hasSizeGreaterThan(8);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < Math.min(whole.length, 40); i++) {
                byte[] bytes = whole.clone();
                int at = random.nextInt(bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
                assertDamaged(file + " at " + at);
            }
            Files.write(file, whole);
            Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
            if (whole.length > 0) {
                assertDamaged(file + " with a byte more");
            }
            Files.delete(file);
            boolean lastMark = file.getFileName().toString().equals(BackupManifest.mark(3));
            if (!lastMark) {
                assertDamaged(file + " is gone");
            }
            Files.write(file, whole);
        }
        assertThat(damage()).isEmpty();
    }

    private void assertDamaged(String what) {
        assertThat(damage()).as(what).isNotEmpty();
        assertThatThrownBy(() -> restore("damaged", FileRestore.Options.NEWEST))
                .as(what)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("ODB-4150");
        assertThat(temp.resolve("damaged")).doesNotExist();
    }

    @Test
    void damagedChain_isFollowedByANewOne() throws Exception {
        try (FileStorage storage = open()) {
            change(storage, 0, "one");
            backup(false);
            Files.write(temp.resolve("backups/chain-000001").resolve(BackupManifest.file(1)), new byte[3]);
            FileBackup.Report report = backup(false);
            assertThat(report.chain()).isEqualTo("chain-000002");
            assertThat(report.reason()).startsWith("chain-000001 is damaged");
        }
        assertThat(restore("copy", new FileRestore.Options(Long.MAX_VALUE, "chain-000002", false))
                        .transactions())
                .isEqualTo(1);
    }

    @Test
    void damagedDatabase_isNotBackedUp() throws Exception {
        try (FileStorage storage = open()) {
            for (int i = 0; i < 5; i++) {
                change(storage, i, "text " + i);
            }
        }
        Path log = temp.resolve("db").resolve(SegmentName.of(1));
        byte[] bytes = Files.readAllBytes(log);
        bytes[300] ^= 4;
        Files.write(log, bytes);
        assertThatThrownBy(() -> backup(false))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("ODB-4154")
                .hasMessageContaining("odb verify " + temp.resolve("db"));
        assertThatThrownBy(this::verify).hasMessageContaining("ODB-4152");
    }

    @Test
    void newerFormat_namesTheVersions() throws Exception {
        try (FileStorage storage = open()) {
            change(storage, 0, "one");
        }
        backup(false);
        Path manifest = temp.resolve("backups/chain-000001").resolve(BackupManifest.file(1));
        String text = Files.readString(manifest).replace("format 1", "format 2");
        text = text.substring(0, text.lastIndexOf("checksum: "));
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String checksum = String.format("checksum: %08x\n", Format.checksum(bytes, 0, bytes.length));
        Files.writeString(manifest, text + checksum);
        assertThatThrownBy(() -> backup(false))
                .isInstanceOf(StorageFormatTooNewException.class)
                .hasMessageContaining("ODB-4151")
                .hasMessageContaining("version 2");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : list(from)) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }
}
