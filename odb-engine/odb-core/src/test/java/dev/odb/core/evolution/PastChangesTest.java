package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** History, undo, conflicts and a deployment that is rolled back, where the classes have changed in between. */
class PastChangesTest extends Generations {
    private static final String COUNTER =
            """
            @Persistent class Tally implements Resolvable<Tally> {
                %s
                public Tally resolve(Tally old, Tally committed, Tally mine) {
                    mine.%s += committed.%s - old.%s;
                    return mine;
                }
            }
            """;

    private Generation old;
    private Generation grown;
    private long oid;

    @BeforeEach
    void writeOld() throws IOException {
        old = generation(
                "@Persistent class Box {\n String label = \"first\"; int[] marks = {1}; Tally tally = new Tally(); }",
                COUNTER.formatted("long sum;", "sum", "sum", "sum"),
                main(
                        "write(OdbConnection c) { return c.oid(c.root(\"box\", Box.class, Box::new)); }",
                        "change(OdbConnection c) { c.root(\"box\", Box.class).label = \"changed\"; return null; }",
                        "add(OdbConnection c) { c.root(\"box\", Box.class).tally.sum += 5; return null; }",
                        "read(OdbConnection c) { Box b = c.root(\"box\", Box.class); return b.label + b.tally.sum; }"));
        oid = (Long) old.call(database, "write");
        old.call(database, "change");
        grown = Generation.of(
                folder,
                "@Persistent class Box {\n @Formerly(\"label\") String title; int[] marks;\n int size = 9;\n Tally tally; }",
                COUNTER.formatted("@Formerly(\"sum\") long total;\n int step = 2;", "total", "total", "total"),
                main(
                        "change(OdbConnection c) { c.root(\"box\", Box.class).title = \"grown\"; return null; }",
                        "add(OdbConnection c) { c.root(\"box\", Box.class).tally.total += 7; return null; }",
                        "read(OdbConnection c) { Box b = c.root(\"box\", Box.class);"
                                + " return b.title + b.size + b.tally.total + b.tally.step; }"));
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    @Test
    void pastAndHistory_areReadByTheNewClasses() {
        long before = newest();
        grown.call(database, "change");
        assertThat(grown.call(database, "read")).isEqualTo("grown902");
        assertThat(database.history(oid, 10)).hasSize(3);
        try (OdbConnection past = grown.connect(database, d -> d.connect(AsOf.tid(before)))) {
            assertThat(grown.call(past, "read")).isEqualTo("changed902");
        }
    }

    @Test
    void undo_bringsTheOldLayoutBack() {
        grown.call(database, "change");
        long newer = newest();
        undo(newer);
        assertThat(grown.call(database, "read")).isEqualTo("changed902");
        undo(newest());
        assertThat(grown.call(database, "read")).as("redone").isEqualTo("grown902");
    }

    private void undo(long tid) {
        database.transact(c -> {
            c.undo(tid);
            return null;
        });
    }

    /** The older transaction's change is merged into a record of the newer layout. */
    @Test
    void undoThatMerges_worksOverGenerations() {
        old.call(database, "add");
        long added = newest();
        grown.call(database, "add");
        assertThat(grown.call(database, "read")).isEqualTo("changed9122");
        try (OdbConnection connection = grown.connect(database, d -> d.connect())) {
            connection.undo(added);
            connection.commit();
        }
        assertThat(grown.call(database, "read")).isEqualTo("changed972");
    }

    @Test
    void conflict_mergesOverGenerations() {
        try (OdbConnection one = grown.connect(database, d -> d.connect());
                OdbConnection two = old.connect(database, d -> d.connect())) {
            grown.call(one, "add");
            old.call(two, "add");
            two.commit();
            one.commit();
            assertThat(grown.call(one, "read")).isEqualTo("changed9122");
            grown.call(one, "change");
            old.call(two, "change");
            one.commit();
            assertThatThrownBy(two::commit)
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("app.Box");
        }
    }

    @Test
    void readingOldRecords_isNoChangeThoughAnArrayIsCompared() {
        int before = transactions();
        assertThat(grown.call(database, "read")).isEqualTo("changed902");
        assertThat(transactions()).isEqualTo(before);
    }

    /** A field that the older class does not know is dropped when it writes, one that was renamed gets its default. */
    @Test
    void olderClassesAgain_readWhatTheyKnow() {
        grown.call(database, "change");
        grown.call(database, "add");
        assertThat(old.call(database, "read")).isEqualTo("first0");
        long before = newest();
        old.call(database, "change");
        assertThat(grown.call(database, "read")).isEqualTo("changed972");
        undo(newest());
        assertThat(newest()).isGreaterThan(before);
        assertThat(grown.call(database, "read")).as("nothing is lost for good").isEqualTo("grown972");
    }
}
