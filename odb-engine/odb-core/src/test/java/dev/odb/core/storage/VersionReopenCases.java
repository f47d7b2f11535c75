package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is there of versions after the storage was closed and opened again. */
interface VersionReopenCases extends VersionCases {
    /** As in {@link ReopenCases}. */
    void reopen(boolean readOnly) throws Exception;

    /** Every column of the chart, also for readers. */
    @Test
    default void chart_isThereAgain() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long[] serials = chart(driver);
        List<RevisionFields> before = fields(serials);
        for (boolean readOnly : new boolean[] {false, true}) {
            reopen(readOnly);
            assertThat(fields(serials)).isEqualTo(before);
            VersionDriver again = driver.on(storage());
            assertThat(again.seen(1, "", serials[8])).isEqualTo("D");
            assertThat(again.seen(1, V, serials[8])).isEqualTo("I");
        }
    }

    private List<RevisionFields> fields(long... serials) {
        List<RevisionFields> all = new ArrayList<>();
        for (long serial : serials) {
            all.add(storage().fields(1, serial));
        }
        return all;
    }

    /** A branch that was prepared in a version is committed there, by whoever comes later. */
    @Test
    default void branchPreparedInAVersion_isCommittedThere() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, "", "A");
        long b = driver.store(1, V, "B");
        long c = driver.store(2, "", "C");
        Write[] writes = {driver.stored(1, V, "B2"), driver.locked(2, V), driver.stored(3, V, "made in v")};
        storage().prepare(branch(1, 1), batch(writes));
        reopen(true);
        reopen(false);
        assertThat(driver.on(storage()).seen(1, V)).isEqualTo("B");
        assertThat(storage().prepared().get(0).batch().writes())
                .extracting(Write::lineage)
                .containsExactly(new Lineage(V, a, b), new Lineage(V, c, 0), new Lineage(V, 0, 0));
        long tid = storage().commitPrepared(branch(1, 1), t -> {});
        for (int i = 0; i < 2; i++) {
            assertRow(1, tid, a, b, 0, V, b);
            assertRow(2, tid, c, 0, c, V, c);
            assertRow(3, tid, 0, 0, 0, V, 0);
            assertThat(driver.on(storage()).seen(1, "")).isEqualTo("A");
            assertThat(driver.on(storage()).seen(3, "")).isNull();
            assertThat(new String(storage().load(1, tid).record(), UTF_8)).isEqualTo("B2");
            reopen(false);
        }
    }

    /** The random walk goes on over processes. */
    @Test
    default void randomWalk_goesOnAfterReopening() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.out.println(getClass().getSimpleName() + ", reopened: -Dodb.test.seed=" + seed);
        VersionWalk walk = new VersionWalk(storage(), new Random(seed), 4);
        for (int life = 0; life < 4; life++) {
            for (int i = 0; i < 15; i++) {
                walk.step();
            }
            reopen(false);
            walk.on(storage());
            walk.check();
        }
    }
}
