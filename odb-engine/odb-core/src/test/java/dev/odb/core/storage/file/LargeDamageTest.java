package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Damage of the sizes that disks and people do: what is saved can be opened and used, and nothing else is lost. */
class LargeDamageTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final FileSettings SETTINGS = new FileSettings(16 << 10, 1024, 2048, InstantSource.system());

    private static FaultyDisk whole;
    private static StoredDatabase written;
    private static LogMap map;

    private final List<Damage> done = new ArrayList<>();

    private record Damage(String file, int from, int to) {}

    @BeforeAll
    static void writeDatabase() throws Exception {
        System.out.println("LargeDamageTest: -Dodb.test.seed=" + SEED);
        Random random = new Random(SEED);
        whole = new FaultyDisk();
        Storage storage = FileStorage.open(whole, false, SETTINGS, () -> {});
        storage.defineClass(new byte[] {1});
        Map<Long, Long> serials = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            long first = random.nextInt(60);
            Write[] writes = new Write[1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 3)];
            for (int j = 0; j < writes.length; j++) {
                long oid = first + j;
                writes[j] = write(oid, serials.getOrDefault(oid, 0L), i + "/" + "x".repeat(random.nextInt(400)));
            }
            long tid;
            if (i % 5 == 0) {
                storage.prepare(branch(i, 1), batch(writes));
                tid = storage.commitPrepared(branch(i, 1), any -> {});
            } else {
                tid = commit(storage, writes);
            }
            for (Write each : writes) {
                serials.put(each.oid(), tid);
            }
        }
        storage.close();
        try (Storage again = FileStorage.open(whole, true, SETTINGS, () -> {})) {
            written = new StoredDatabase(again);
        }
        map = LogMap.of(whole);
        assertThat(segments()).hasSizeGreaterThan(3);
    }

    private static List<String> segments() {
        return whole.list().stream()
                .filter(name -> SegmentName.number(name) > 0)
                .toList();
    }

    private static int count() {
        return (int) Math.max(10, 200 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
    }

    private void garbage(FaultyDisk disk, String file, int from, int length, Random random) {
        byte[] bytes = disk.bytes(file);
        byte[] garbage = new byte[Math.min(length, bytes.length - from)];
        random.nextBytes(garbage);
        System.arraycopy(garbage, 0, bytes, from, garbage.length);
        disk.put(file, bytes);
        done.add(new Damage(file, from, from + garbage.length));
    }

    private void anywhere(FaultyDisk disk, int length, Random random) {
        String file = segments().get(random.nextInt(segments().size()));
        garbage(disk, file, random.nextInt(disk.bytes(file).length), length, random);
    }

    /** Everything that the damage does not touch is there, in a database that is whole and can be written. */
    private RecoverReport requireRestSaved(FaultyDisk damaged, String name) throws Exception {
        VerifyReport verified = Verification.verify(damaged, RecordInspector.NONE, CheckProgress.NONE);
        assertThat(verified.findings()).as(name).isNotEmpty();
        FaultyDisk saved = new FaultyDisk();
        RecoverReport report =
                Recovery.recover(damaged, saved, RecordInspector.NONE, CheckProgress.NONE, SETTINGS, findings -> 0);
        assertThat(report.lost()).as(name).isNotEmpty();
        assertThat(Verification.verify(saved, RecordInspector.NONE, CheckProgress.NONE)
                        .findings())
                .as(name)
                .isEmpty();
        try (Storage storage = FileStorage.open(saved, false, SETTINGS, () -> {})) {
            StoredDatabase found = new StoredDatabase(storage);
            found.transactions.forEach((tid, writes) ->
                    assertThat(written.transactions.get(tid)).as(name).containsAllEntriesOf(writes));
            written.transactions.forEach((tid, writes) -> {
                boolean touched = map.extents.get(tid).stream().anyMatch(extent -> done.stream()
                        .anyMatch(each -> extent.overlaps(each.file(), each.from(), each.to())));
                if (!touched) {
                    assertThat(found.transactions)
                            .as("%s: untouched transaction of %s", name, map.extents.get(tid))
                            .containsEntry(tid, writes);
                }
            });
            long oid = storage.newOids(1);
            assertThat(storage.loadAppended(oid)).isNull();
            commit(storage, write(oid, 0, "after"));
        }
        return report;
    }

    /** CONFORMANCE 90 */
    @Test
    void oneKilobyteOfGarbage_losesOnlyWhatStoodThere() throws Exception {
        for (int i = 0; i < count(); i++) {
            done.clear();
            FaultyDisk damaged = whole.copy();
            anywhere(damaged, 1024, new Random(SEED + i));
            requireRestSaved(damaged, "seed " + SEED + ", " + i);
        }
    }

    /** CONFORMANCE 90 */
    @Test
    void fourSectorsOfGarbage_loseOnlyWhatStoodThere() throws Exception {
        for (int i = 0; i < count(); i++) {
            done.clear();
            Random random = new Random(SEED + i);
            FaultyDisk damaged = whole.copy();
            for (int j = 0; j < 4; j++) {
                anywhere(damaged, 512, random);
            }
            requireRestSaved(damaged, "seed " + SEED + ", " + i);
        }
    }

    /** CONFORMANCE 90 */
    @Test
    void aWholeSegmentOfGarbage_losesOnlyWhatStoodThere() throws Exception {
        for (String file : segments()) {
            done.clear();
            FaultyDisk damaged = whole.copy();
            garbage(damaged, file, 0, 32 << 10, new Random(SEED));
            requireRestSaved(damaged, "seed " + SEED + ", " + file);
        }
    }

    /** CONFORMANCE 90 */
    @Test
    void garbageForHeaders_losesNothing() throws Exception {
        for (String file : segments()) {
            done.clear();
            FaultyDisk damaged = whole.copy();
            garbage(damaged, file, 0, Format.SEGMENT_HEADER, new Random(SEED));
            requireRestSaved(damaged, "seed " + SEED + ", " + file);
        }
    }

    /** No file says whose it is: the groups still show that they belong together. */
    @Test
    void garbageForAllHeaders_givesAnotherDatabaseWithEverything() throws Exception {
        FaultyDisk damaged = whole.copy();
        for (String file : segments()) {
            garbage(damaged, file, 0, Format.SEGMENT_HEADER, new Random(SEED));
        }
        RecoverReport report = requireRestSaved(damaged, "seed " + SEED);
        assertThat(report.database()).isNotEqualTo(written.id);
        assertThat(report.lost()).extracting(Finding::code).contains(4136);
        assertThat(report.transactions()).isEqualTo(written.transactions.size());
    }

    @Test
    void truncatedFile_losesWhatStoodBehind() throws Exception {
        for (String file : segments()) {
            Random random = new Random(SEED);
            for (int i = 0; i < 3; i++) {
                done.clear();
                FaultyDisk damaged = whole.copy();
                byte[] bytes = damaged.bytes(file);
                int used = bytes.length;
                while (bytes[used - 1] == 0) {
                    used--;
                }
                int length = i == 0 ? 0 : random.nextInt(used);
                damaged.put(file, Arrays.copyOf(bytes, length));
                done.add(new Damage(file, length, bytes.length));
                requireRestSaved(damaged, "seed " + SEED + ", " + file + " cut at " + length);
            }
        }
    }

    @Test
    void deletedSegment_losesOnlyWhatStoodThere() throws Exception {
        for (String file : segments().subList(0, segments().size() - 1)) {
            done.clear();
            FaultyDisk damaged = whole.copy();
            done.add(new Damage(file, 0, damaged.bytes(file).length));
            damaged.delete(file);
            RecoverReport report = requireRestSaved(damaged, file);
            assertThat(report.lost()).extracting(Finding::file).contains(file);
        }
    }

    @Test
    void swappedSegments_loseNothing() throws Exception {
        List<String> names = segments();
        FaultyDisk damaged = whole.copy();
        damaged.put(names.get(1), whole.bytes(names.get(2)));
        damaged.put(names.get(2), whole.bytes(names.get(1)));
        RecoverReport report = requireRestSaved(damaged, "swapped");
        assertThat(report.lost()).extracting(Finding::file).containsExactlyInAnyOrder(names.get(1), names.get(2));
    }

    @Test
    void segmentOfAnotherDatabase_isNotTakenForOurs() throws Exception {
        String name = segments().get(1);
        FaultyDisk damaged = whole.copy();
        damaged.put(name, DamagedDatabases.full().bytes(Small.FIRST));
        done.add(new Damage(name, 0, Integer.MAX_VALUE));
        requireRestSaved(damaged, "foreign");
    }
}
