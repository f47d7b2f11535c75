package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectNotFoundException;
import dev.odb.PackException;
import dev.odb.PackProgress.Phase;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.StaleRecordsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members of one database, one of which packs. */
class SharedPackTest {
    @TempDir
    Path folder;

    private JdbcStorage one;
    private JdbcStorage other;
    private long first;
    private long second;

    @BeforeEach
    void open() throws Exception {
        String url = Databases.h2(folder);
        one = Databases.open(url, InstantSource.system(), Packs::references);
        other = Databases.open(url, InstantSource.system(), Packs::references);
        first = commit(one, write(0, 0, "root>1"), write(1, 0, "garbage>2"), write(2, 0, "garbage"));
        second = commit(one, write(0, first, "root>"));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    /** As the heart does with each beat, so that it is not waited for. */
    private void beat(long reads) {
        other.poll();
        other.liveSnapshots(() -> reads);
        assertThat(other.announcePast(Math.max(reads, other.packedTid()))).isTrue();
    }

    @Test
    void snapshotOfTheOther_holdsThePackBack() {
        beat(first);
        PackResult result = one.pack(Packs.to(second));
        assertThat(result.packedTid()).isEqualTo(first);
        assertThat(result.heldBack()).contains("may read snapshot " + first);
        assertThat(text(other, 0, first)).isEqualTo("root>1");
        assertThat(text(other, 2, first)).isEqualTo("garbage");
        beat(second);
        assertThat(one.pack(Packs.to(second)).packedTid()).isEqualTo(second);
        assertThat(other.announcePast(first)).isFalse();
        assertThat(other.exists(1)).isFalse();
    }

    @Test
    void whileOnePacks_theOtherReadsNoPastBelowTheBoundAndDoesNotPack() {
        beat(second);
        List<String> met = new ArrayList<>();
        PackMonitor monitor = (phase, done, total) -> {
            if (met.isEmpty()) {
                met.add("read " + other.announcePast(first) + other.announcePast(second));
                assertThatThrownBy(() -> other.pack(Packs.to(second)))
                        .isInstanceOf(PackException.class)
                        .hasMessageContaining("ODB-4330");
            }
        };
        one.pack(Packs.watched(second, monitor));
        assertThat(met).containsExactly("read falsetrue");
        assertThat(other.pack(Packs.to(second)).packedTid()).isEqualTo(second);
    }

    /** It has not even polled: it learns of the pack from the row that every commit locks. */
    @Test
    void other_cannotLinkWhatIsGone() throws Exception {
        beat(second);
        List<Long> told = new ArrayList<>();
        other.onOthers(new OthersListener() {
            @Override
            public void committed(long tid, long[] oids) {
                // only packs here
            }

            @Override
            public void packed(OidSet oids) {
                oids.forEach(10, some -> told.addAll(Arrays.stream(some).boxed().toList()));
            }
        });
        one.pack(Packs.to(second));
        assertThat(other.isRemoved(1)).isFalse();
        assertThatThrownBy(() -> commit(other, write(0, second, "root>1")))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("ODB-4334");
        assertThat(told).containsExactly(1L, 2L);
        assertThat(other.isRemoved(1)).isTrue();
        assertThatThrownBy(() -> other.prepare(branch(1, 1), batch(write(0, second, "root>2"))))
                .isInstanceOf(ObjectNotFoundException.class);
        long third = commit(other, write(0, second, "root>3"), write(3, 0, "new"));
        one.poll();
        assertThat(text(one, 3, third)).isEqualTo("new");
    }

    @Test
    void other_learnsOfAPackWhenItPolls() {
        beat(second);
        one.pack(Packs.to(second));
        other.poll();
        assertThat(other.isRemoved(2)).isTrue();
    }

    /** Linked by the other after the first look, and prepared by it. */
    @Test
    void whatTheOtherWritesMeanwhile_isARoot() throws Exception {
        beat(second);
        boolean[] done = {false};
        one.pack(Packs.watched(second, (phase, part, total) -> {
            if (!done[0] && phase == Phase.KEEP) {
                done[0] = true;
                try {
                    other.prepare(branch(1, 1), batch(write(0, second, "root>1")));
                } catch (StaleRecordsException e) {
                    throw new AssertionError(e);
                }
            }
        }));
        assertThat(done[0]).isTrue();
        other.commitPrepared(branch(1, 1), tid -> {});
        one.poll();
        assertThat(text(one, 0)).isEqualTo("root>1");
        assertThat(text(one, 2)).isEqualTo("garbage");
    }
}
