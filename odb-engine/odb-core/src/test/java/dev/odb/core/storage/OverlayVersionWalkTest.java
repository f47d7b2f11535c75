package dev.odb.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.core.storage.overlay.OverlayFolder;
import dev.odb.core.storage.overlay.OverlayStorage;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations on versions that begin in the base of an overlay and go on in the overlay, or in one on that, with packs. */
class OverlayVersionWalkTest {
    private static final int ROUNDS =
            (int) Math.max(4, 100 * Double.parseDouble(System.getProperty("odb.test.scale", "0.1")));

    @TempDir
    Path folder;

    /** The base has an object whose version was committed; the overlay undoes that and is packed to a time in between. */
    @Test
    void pack_keepsWhatOthersSeeBecauseOfALaterUndo() throws Exception {
        Storage base = new MemoryStorage("base");
        VersionDriver driver = new VersionDriver(base);
        long b = driver.store(1, "", "B");
        long c = driver.store(1, "v", "C");
        driver.commitVersion("", 1);
        try (Storage overlay = OverlayStorage.begin(base, new MemoryStorage("changes"))) {
            driver = driver.on(overlay);
            long e = driver.store(1, "", "E");
            driver.commit(
                    Batches.undo(1, e, overlay.fields(1, c), overlay.load(1, c).record()));
            overlay.pack(Packs.keepingUnreachable(e));
            assertThat(overlay.packedTid()).isEqualTo(e);
            assertThat(overlay.fields(1, b)).isNotNull();
            assertThat(driver.seen(1, "")).isEqualTo("B");
            assertThat(Batches.transactions(overlay, b, b)).hasSize(1);
            driver.abortVersion(1);
            assertThat(driver.seen(1, "")).isEqualTo("B");
        }
    }

    @Test
    void randomWalk_acrossTheBorder_keepsTheInvariants() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        for (int round = 0; round < ROUNDS; round++) {
            System.out.println("OverlayVersionWalkTest: -Dodb.test.seed=" + (seed + round));
            walk(new Random(seed + round), folder.resolve("" + round));
        }
    }

    private static void walk(Random random, Path place) throws Exception {
        VersionWalk walk;
        try (Storage base = FileStorage.open(place.resolve("base"), false)) {
            walk = new VersionWalk(base, random, 4);
            for (int step = random.nextInt(40); step >= 0; step--) {
                walk.step();
            }
        }
        boolean stacked = random.nextBoolean();
        if (stacked) {
            try (Storage first = first(place, false)) {
                walk.onOverlay(first);
                packs(walk, first, random, random.nextInt(3));
            }
        }
        try (Storage overlay = open(place, stacked)) {
            walk.onOverlay(overlay);
            walk.check();
            packs(walk, overlay, random, 3);
        }
        try (Storage overlay = open(place, stacked)) {
            walk.on(overlay);
            walk.check();
        }
    }

    private static Storage open(Path place, boolean stacked) {
        return over(
                stacked ? first(place, true) : FileStorage.open(place.resolve("base"), true),
                place.resolve("overlay"),
                false);
    }

    private static Storage first(Path place, boolean readOnly) {
        return over(FileStorage.open(place.resolve("base"), true), place.resolve("first"), readOnly);
    }

    private static Storage over(Storage base, Path place, boolean readOnly) {
        OverlayFolder overlay = new OverlayFolder(place);
        return overlay.over(base, FileStorage.open(overlay.changes(), readOnly));
    }

    private static void packs(VersionWalk walk, Storage overlay, Random random, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            for (int step = 0; step < 20; step++) {
                walk.step();
                walk.checkStep();
            }
            walk.check();
            overlay.pack(Packs.keepingUnreachable(walk.anyTid()));
            walk.packed(overlay.packedTid());
            walk.check();
        }
    }
}
