package dev.odb.core.storage.overlay;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageConformance;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance suite above a base that has transactions, objects and classes. The cases look at what comes above them, but
 * for those that number from 1, in whose place others stand here.
 */
class OverlayOnFilledBaseTest extends StorageConformance {
    private static final long OIDS = 1L << 44;
    private static final long BORDER = 3;

    private MemoryStorage base;

    @Override
    protected Storage create(InstantSource clock) {
        base = new MemoryStorage("base", clock);
        base.defineClass(new byte[] {7});
        base.restore(1, batch(write(OIDS, 0, "a"), write(OIDS + 1, 0, "b")));
        base.restore(BORDER, batch(write(OIDS, 1, "a2")));
        return new AboveTheBorder(OverlayStorage.begin(base, new MemoryStorage("test", clock)));
    }

    @AfterEach
    void baseIsAsItWas() {
        assertThat(base.health().failure()).isNull();
    }

    @Override
    public void emptyStorage_hasNothing() {}

    @Override
    public void commit_rootDirectory_isObjectZero() {}

    @Override
    public void newOids_afterWriteFarAbove_areLarger() {}

    @Override
    public void newOids_areConsecutiveAndUnique() {}

    @Override
    public void defineClass_isIdempotent() {}

    @Test
    void numbers_goOnAboveThoseOfTheBase() {
        assertThat(storage().lastTid()).isEqualTo(BORDER);
        assertThat(storage().newOids(1)).isGreaterThan(OIDS + 1);
        assertThat(storage().defineClass(new byte[] {7})).isEqualTo(1);
        assertThat(storage().defineClass(new byte[] {8})).isEqualTo(2);
        assertThat(storage().defineClass(new byte[] {8})).isEqualTo(2);
        assertThat(storage().classDescription(1)).containsExactly(7);
        assertThat(storage().classDescription(2)).containsExactly(8);
        assertThat(base.classDescription(2)).isNull();
    }

    /** What a recovery left of the changes may not say any more where their numbers begin. */
    @Test
    void numbers_goOnAboveThoseOfTheBaseAlthoughTheirBeginningIsLost(@TempDir Path folder) throws Exception {
        long future = Long.MAX_VALUE / 2;
        base.restore(future, batch(write(OIDS + 7, 0, "c")));
        OverlayFolder place = new OverlayFolder(folder);
        Storage salvaged = FileStorage.open(place.changes(), false);
        OverlayMark.of(base, salvaged).write(folder);
        try (Storage overlay = place.over(base, salvaged)) {
            long oid = overlay.newOids(1);
            assertThat(oid).isGreaterThan(OIDS + 7);
            assertThat(overlay.classDescription(1)).containsExactly(7);
            assertThat(commit(overlay, write(oid, 0, "new"))).isGreaterThan(future);
        }
    }

    /** Does not show what the base has in lists. */
    private static final class AboveTheBorder extends ForwardingStorage {
        AboveTheBorder(Storage overlay) {
            super(overlay);
        }

        @Override
        public Iterator<CommittedTransaction> transactions(long first, long last) {
            return super.transactions(Math.max(first, BORDER + 1), last);
        }

        @Override
        public long[] changedBetween(long after, long upTo) {
            return super.changedBetween(Math.max(after, BORDER), upTo);
        }
    }
}
