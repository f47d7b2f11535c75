package dev.odb.core.storage.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records put aside beside a plain map, with random rewinds. */
class SpillTest {
    private final long seed = Long.getLong("odb.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Storage storage = new MemoryStorage("spill");
    private final Spill spill = new Spill(storage);

    private record Mark(long position, Map<Long, Write> model) {}

    @AfterEach
    void close() throws Exception {
        spill.close();
        storage.close();
    }

    @Test
    void recordsAndRewinds_giveWhatAMapGives() {
        int steps = (int) (100_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        Map<Long, Write> model = new TreeMap<>();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            int what = random.nextInt(200);
            if (what < 180) {
                add(model, random.nextInt(500));
            } else if (what < 192) {
                marks.add(new Mark(spill.end(), new TreeMap<>(model)));
            } else if (what < 198 && !marks.isEmpty()) {
                Mark mark = marks.get(random.nextInt(marks.size()));
                checkSince(mark, model);
                spill.rewind(mark.position);
                model = new TreeMap<>(mark.model);
                marks.removeIf(later -> later.position > mark.position);
                check(model);
            }
        }
        check(model);
    }

    private void add(Map<Long, Write> model, long oid) {
        byte[] record = new byte[random.nextInt(50) == 0 ? random.nextInt(200_000) : random.nextInt(300)];
        random.nextBytes(record);
        Write known = model.get(oid);
        Write write = new Write(oid, known == null ? random.nextInt(2) * oid : known.serialSeen(), record);
        spill.add(write, oid % 2 == 0);
        model.put(oid, write);
    }

    private void checkSince(Mark mark, Map<Long, Write> model) {
        Map<Long, Boolean> visited = new HashMap<>();
        spill.forEachSince(mark.position, (oid, isNew) -> assertThat(visited.put(oid, isNew))
                .as("seed %s, object %s is given once", seed, oid)
                .isNull());
        model.forEach((oid, write) -> {
            boolean changed = mark.model.get(oid) != write;
            boolean isNew = !mark.model.containsKey(oid) && write.serialSeen() == 0;
            assertThat(visited.get(oid)).as("seed %s, object %s", seed, oid).isEqualTo(changed ? isNew : null);
            assertThat(spill.isNewSince(mark.position, oid)).as("seed " + seed).isEqualTo(isNew);
        });
    }

    private void check(Map<Long, Write> model) {
        for (long oid = 0; oid < 500; oid++) {
            Write write = model.get(oid);
            Revision found = spill.revision(oid);
            assertThat(found == null).as("seed %s, object %s", seed, oid).isEqualTo(write == null);
            assertThat(spill.contains(oid)).isEqualTo(write != null);
            if (write != null) {
                assertThat(found.record()).as("seed %s, object %s", seed, oid).isEqualTo(write.record());
                assertThat(found.serial()).isEqualTo(write.serialSeen());
                assertThat(spill.canMerge(oid)).isEqualTo(oid % 2 == 0);
            }
        }
        Writes writes = spill.writes();
        assertThat(writes.oids())
                .isEqualTo(model.keySet().stream().mapToLong(oid -> oid).toArray());
        for (int i = 0; i < writes.size(); i++) {
            Write wanted = model.get(writes.oid(i));
            assertThat(writes.serialSeen(i)).isEqualTo(wanted.serialSeen());
            assertThat(writes.length(i)).isEqualTo(wanted.record().length);
            assertThat(Arrays.equals(writes.get(i).record(), wanted.record())).isTrue();
        }
    }
}
