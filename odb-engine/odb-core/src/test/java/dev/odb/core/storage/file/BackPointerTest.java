package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A state that was stored before takes no room in the log, and is found through packs, restarts and damage. */
class BackPointerTest {
    private static final String LARGE = "0123456789".repeat(10_000);
    private static final String OTHER = "abcdefghij".repeat(10_000);

    private final FaultyDisk disk = new FaultyDisk();
    private Storage storage;

    @BeforeEach
    void create() throws Exception {
        storage = open();
    }

    private Storage open() throws IOException {
        return FileStorage.open(disk, false, new FileSettings(1 << 20, 4096, InstantSource.system()), () -> {});
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static Write again(long serialSeen, String text, long dataSerial) {
        return new Write(0, serialSeen, text.getBytes(UTF_8), dataSerial);
    }

    @Test
    void statesThatWereStoredBefore_takeNoRoom() throws Exception {
        long first = commit(storage, write(0, 0, LARGE));
        long second = commit(storage, write(0, first, OTHER));
        long last = second;
        long used = disk.used();
        for (int i = 0; i < 10; i++) {
            long back = commit(storage, again(last, LARGE, i == 0 ? first : last));
            last = commit(storage, again(back, LARGE, back));
        }
        storage.prepare(branch(1, 1), Batches.batch(again(last, OTHER, second), write(1, 0, "new")));
        last = storage.commitPrepared(branch(1, 1), tid -> {});
        storage.close();
        storage = open();

        assertThat(disk.used() - used).as("20 revisions of 100,000 bytes").isLessThan(2L * OTHER.length());
        assertThat(text(storage, 0)).isEqualTo(OTHER);
        assertThat(text(storage, 0, last - 1)).isEqualTo(LARGE);
    }

    @Test
    void packThatRemovesTheEarlierRevision_keepsItsState() throws Exception {
        long first = commit(storage, write(0, 0, LARGE));
        long second = commit(storage, write(0, first, OTHER));
        long back = commit(storage, again(second, LARGE, first));

        storage.pack(Packs.to(back));
        assertThat(text(storage, 0)).isEqualTo(LARGE);
        storage.close();
        storage = open();

        assertThat(text(storage, 0)).isEqualTo(LARGE);
        assertThat(Batches.transactions(storage, 0, back))
                .extracting(transaction -> List.copyOf(transaction.writes()).size())
                .containsExactly(1);
    }

    @Test
    void damagedEarlierRevision_isStoredAgain() throws Exception {
        long first = commit(storage, write(0, 0, LARGE));
        long second = commit(storage, write(0, first, OTHER));
        storage.close();
        String segment = disk.list().stream()
                .filter(name -> name.startsWith("log-"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = disk.bytes(segment);
        bytes[new String(bytes, ISO_8859_1).indexOf("0123456789") + 5000] ^= 1;
        disk.put(segment, bytes);
        storage = open();
        assertThatThrownBy(() -> storage.load(0, first)).isInstanceOf(CorruptStorageException.class);

        commit(storage, again(second, LARGE, first));

        assertThat(text(storage, 0)).isEqualTo(LARGE);
    }
}
