package dev.odb.core.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.storage.Write;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what a version holds, with very many objects. */
class StoredVersionTest {
    private static final int MANY = 100_000;
    private static final StoredLock LOCK = new StoredLock("ada", Instant.EPOCH, null);

    private Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of("odb:memory:stored-version"));
        database.transact(
                c -> c.root("version", StoredVersion.class, () -> new StoredVersion("v", "ada", Instant.EPOCH)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static StoredVersion version(OdbConnection connection) {
        return connection.root("version", StoredVersion.class);
    }

    private void change(Consumer<StoredVersion> change) {
        database.transact(c -> {
            change.accept(version(c));
            return null;
        });
    }

    private long bytesOfTheLast() {
        long tid = database.undoLog(0, 1).get(0).tid();
        List<Write> writes =
                Engines.storage(database).transactions(tid, tid).next().writes();
        return writes.stream().mapToLong(write -> write.record().length).sum();
    }

    /** Each stripe would have taken 30 KB, and so would every object that comes in. */
    @Test
    void oneMoreObject_writesLittle_thoughManyAreThere() {
        change(version -> LongStream.rangeClosed(1, MANY).forEach(version::add));
        change(version -> version.add(MANY + 1));
        assertThat(bytesOfTheLast()).isLessThan(5_000);
        change(version -> version.lock(7, LOCK));
        assertThat(bytesOfTheLast()).isLessThan(5_000);
        change(version -> version.remove(8));
        change(version -> version.add(7));
        database.transact(c -> {
            assertThat(version(c).lock(7)).isEqualTo(LOCK);
            assertThat(version(c).lock(6)).isNull();
            assertThat(version(c).objects())
                    .isEqualTo(LongStream.rangeClosed(1, MANY + 1)
                            .filter(oid -> oid != 8)
                            .toArray());
            return null;
        });
    }

    /** They differ in their highest bits only. */
    @Test
    void objectsOfTheSamePart_areTheVersionsToo() {
        change(version -> LongStream.range(0, 3_000).forEach(i -> version.add(i << 40 | 1)));
        database.transact(c -> {
            assertThat(version(c).objects())
                    .isEqualTo(LongStream.range(0, 3_000).map(i -> i << 40 | 1).toArray());
            return null;
        });
    }

    @Test
    void concurrentObjects_merge_unlessThePartIsSplit() {
        int most = 256 * 32;
        change(version -> LongStream.rangeClosed(1, most - 64).forEach(version::add));
        try (OdbConnection other = database.connect()) {
            version(other).add(most - 63);
            change(version -> version.add(most - 63 + 32));
            other.commit();
            version(other).add(most + 1);
            change(version -> LongStream.range(0, 10).forEach(i -> version.add(most + 1 + 32 * (i + 1))));
            assertThatExceptionOfType(ConflictException.class).isThrownBy(other::commit);
            other.rollback();
            version(other).add(most + 1);
            other.commit();
        }
        database.transact(c -> {
            assertThat(version(c).objects()).hasSize(most - 64 + 2 + 10 + 1);
            return null;
        });
    }
}
