package dev.odb.core.storage.file;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small database that was closed cleanly, with one bit of it changed: no read gives a wrong value, verify says where it
 * is, and recover saves everything else and says what is lost.
 */
class BitFlipTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private record Bit(String file, int number) {
        @Override
        public String toString() {
            return "bit " + number % 8 + " of byte " + number / 8 + " of " + file;
        }
    }

    private static List<Bit> bits(FaultyDisk disk) {
        List<Bit> bits = new ArrayList<>();
        for (String file : disk.list()) {
            for (int i = 0; i < 8 * disk.bytes(file).length; i++) {
                bits.add(new Bit(file, i));
            }
        }
        double scale = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
        Collections.shuffle(bits, new Random(SEED));
        return bits.subList(0, (int) Math.min(bits.size(), Math.max(500, scale * bits.size())));
    }

    private static FaultyDisk flipped(FaultyDisk disk, Bit bit) {
        FaultyDisk damaged = disk.copy();
        byte[] bytes = damaged.bytes(bit.file());
        bytes[bit.number() / 8] ^= (byte) (1 << bit.number() % 8);
        damaged.put(bit.file(), bytes);
        return damaged;
    }

    private static FaultyDisk database(String kind) throws Exception {
        return kind.equals("full") ? DamagedDatabases.full() : DamagedDatabases.packed();
    }

    private static StoredDatabase read(FaultyDisk disk) throws Exception {
        try (Storage storage = DamagedDatabases.open(disk, true)) {
            return new StoredDatabase(storage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "packed"})
    void everyBit_isNeverReadWrongAndAlwaysFound(String kind) throws Exception {
        FaultyDisk whole = database(kind);
        StoredDatabase written = read(whole);
        assertThat(whole.list().size()).isGreaterThan(3);
        assertThat(DamagedDatabases.verify(whole).findings()).isEmpty();
        List<Bit> bits = bits(whole);
        System.out.println("BitFlipTest: " + bits.size() + " bits, -Dodb.test.seed=" + SEED);
        for (Bit bit : bits) {
            FaultyDisk damaged = flipped(whole, bit);
            VerifyReport report = DamagedDatabases.verify(damaged);
            assertThat(report.findings())
                    .as(bit.toString())
                    .extracting(Finding::file)
                    .contains(bit.file());
            boolean refused = isReadWrongOrRefused(written, damaged.copy(), bit);
            assertThat(report.sound() && refused)
                    .as("%s: sound, and refused", bit)
                    .isFalse();
            requireNoWrongValueReadOnly(written, damaged, bit);
        }
    }

    private static boolean isReadWrongOrRefused(StoredDatabase written, FaultyDisk damaged, Bit bit) throws Exception {
        try (Storage storage = DamagedDatabases.open(damaged, false)) {
            return written.readAll(storage) > 0;
        } catch (CorruptStorageException e) {
            assertThat(e)
                    .as(bit.toString())
                    .hasMessageContaining("log-")
                    .hasMessageContaining("offset")
                    .hasMessageContaining("Affected: ")
                    .hasMessageContaining("odb-tools.jar recover");
            return true;
        } catch (AssertionError e) {
            throw new AssertionError(bit.toString(), e);
        }
    }

    /** Read-only, damage is passed over with a warning: what is read may be old, but was written so. */
    private static void requireNoWrongValueReadOnly(StoredDatabase written, FaultyDisk damaged, Bit bit)
            throws Exception {
        try (Storage storage = DamagedDatabases.open(damaged, true)) {
            written.requireNothingInvented(new StoredDatabase(storage));
        } catch (CorruptStorageException e) {
            assertThat(e).as(bit.toString()).hasMessageContaining("log-");
        } catch (AssertionError e) {
            throw new AssertionError(bit.toString(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "packed"})
    void everyBit_recoverSavesTheRestAndSaysWhatIsLost(String kind) throws Exception {
        FaultyDisk whole = database(kind);
        StoredDatabase written = read(whole);
        LogMap map = LogMap.of(whole);
        for (Bit bit : bits(whole)) {
            FaultyDisk saved = new FaultyDisk();
            RecoverReport report = DamagedDatabases.recover(flipped(whole, bit), saved);
            try {
                assertThat(report.lost()).extracting(Finding::file).contains(bit.file());
                assertThat(DamagedDatabases.verify(saved).findings()).isEmpty();
                requireSaved(written, saved, report, map.at(bit.file(), bit.number() / 8));
            } catch (AssertionError e) {
                throw new AssertionError(bit + " in " + map.at(bit.file(), bit.number() / 8) + ": " + report.lost(), e);
            }
        }
    }

    /** Whose bytes are those of an earlier revision, which are lost. */
    private static boolean isBackPointerToLost(RecoverReport report, long tid, long oid) {
        return report.lost().stream()
                .anyMatch(finding -> finding.code() == 4129
                        && finding.affected().startsWith("object " + oid + " in transaction " + tid + " "));
    }

    private static void requireSaved(StoredDatabase written, FaultyDisk saved, RecoverReport report, LogMap.Place place)
            throws Exception {
        try (Storage storage = DamagedDatabases.open(saved, false)) {
            StoredDatabase found = new StoredDatabase(storage);
            written.requireNothingInvented(found);
            assertThat(found.id).isEqualTo(written.id);
            assertThat(found.packedTid).isEqualTo(place.kind() == Format.PACKED ? 0 : written.packedTid);
            TreeSet<Long> fallen = new TreeSet<>();
            int lost = 0;
            for (Map.Entry<Long, Map<Long, String>> transaction : written.transactions.entrySet()) {
                Map<Long, String> kept = found.transactions.getOrDefault(transaction.getKey(), Map.of());
                for (long oid : transaction.getValue().keySet()) {
                    if (!kept.containsKey(oid) && !isBackPointerToLost(report, transaction.getKey(), oid)) {
                        lost++;
                        assertThat(place.tids()).contains(transaction.getKey());
                        fallen.add(oid);
                    }
                }
                boolean headDamaged = place.kind() == Format.BATCH && !place.inRecords();
                if (!headDamaged && found.transactions.containsKey(transaction.getKey())) {
                    assertThat(found.metadata.get(transaction.getKey()))
                            .isEqualTo(written.metadata.get(transaction.getKey()));
                }
            }
            boolean decision = place.kind() == Format.DECISION;
            assertThat(lost).isLessThanOrEqualTo(decision ? 99 : place.inRecords() ? 1 : 0);
            if (decision) {
                assertThat(found.prepared).containsAllEntriesOf(written.prepared);
            } else if (!place.branch()) {
                assertThat(found.prepared).isEqualTo(written.prepared);
            }
            assertThat(found.classes.size())
                    .isGreaterThanOrEqualTo(written.classes.size() - (place.kind() == Format.CLASS ? 1 : 0));
            String lostText = report.lost().stream().map(Finding::message).collect(joining("\n"));
            for (long oid : fallen) {
                assertThat(lostText)
                        .containsPattern(
                                "(object|objects|says) ([0-9]+, )*" + oid + "\\b|an object.* whose damaged header");
            }
            assertThat(report.complete()).isEqualTo(!report.lost().stream().anyMatch(Finding::damage));
            assertThat(storage.newOids(1)).isGreaterThan(60);
        }
    }
}
