package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Batches;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of stored writes, and what is read for it. */
class BatchWritesTest {
    private static final String LARGE = "0123456789".repeat(10_000);

    private final FaultyDisk disk = new FaultyDisk();

    private Storage open(boolean compress) throws IOException {
        FileSettings settings = new FileSettings(1 << 20, 4096, InstantSource.system()).withCompress(compress);
        return FileStorage.open(disk, false, settings, () -> {});
    }

    /** Plain ones, one that has the state of another, a tombstone, one in a version and one of a branch in doubt. */
    private static void fill(Storage storage) throws Exception {
        long first = commit(storage, write(0, 0, LARGE));
        long other = commit(storage, write(0, first, "other" + LARGE));
        long back = commit(storage, new Write(0, other, LARGE.getBytes(UTF_8), first));
        commit(storage, new Write(0, back, new byte[0]));
        commit(storage, new Write(1, 0, LARGE.getBytes(UTF_8), 0, new Lineage("v", 0, 0)), write(2, 0, "short"));
        storage.prepare(branch(1, 1), Batches.batch(write(3, 0, LARGE)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lengthAndLineage_areThoseOfTheWriteAndReadOnlyHeaders(boolean compress) throws Exception {
        try (Storage storage = open(compress)) {
            fill(storage);
            List<Writes> all = new ArrayList<>();
            for (CommittedTransaction transaction : Batches.transactions(storage, 0, Long.MAX_VALUE)) {
                all.add(Writes.of(transaction.writes()));
            }
            all.add(storage.prepared().get(0).batch().writes());
            long before = disk.bytesRead();
            List<String> asked = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (Writes writes : all) {
                for (int i = 0; i < writes.size(); i++) {
                    asked.add(writes.length(i) + " " + writes.dataSerial(i) + " " + writes.lineage(i));
                }
            }
            assertThat(disk.bytesRead() - before).isLessThan(7 * 4 * 100);
            for (Writes writes : all) {
                writes.forEach(write ->
                        expected.add(write.record().length + " " + write.dataSerial() + " " + write.lineage()));
            }
            assertThat(asked).isEqualTo(expected).hasSize(7).anyMatch(text -> !text.matches(".* 0 null"));
        }
    }
}
