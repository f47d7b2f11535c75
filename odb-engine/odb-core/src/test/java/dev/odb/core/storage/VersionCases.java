package dev.odb.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is stored of versions and undo: the state chart of seed 001, CONFORMANCE Part 4, with its resolutions. */
interface VersionCases extends StorageCases {
    /** The version that the chart is about. */
    String V = "v";

    /** One row: the revision is there with these fields, and it is the head. */
    default void assertRow(long oid, long serial, long nv, long pre, long dataSerial, String version, long prevHead) {
        RevisionFields expected =
                new RevisionFields(serial, new Lineage(version, nv, pre), dataSerial, prevHead, false);
        assertThat(storage().fields(oid, serial)).isEqualTo(expected);
        Revision head = storage().loadAppended(oid);
        assertThat(head.serial()).isEqualTo(serial);
        assertThat(head.version()).isEqualTo(version);
        assertThat(storage().load(oid, serial)).usingRecursiveComparison().isEqualTo(head);
    }

    private void assertTombstone(long oid, long serial, long nv, long pre, String version, long prevHead) {
        assertThat(storage().fields(oid, serial))
                .isEqualTo(new RevisionFields(serial, new Lineage(version, nv, pre), 0, prevHead, true));
        assertThat(storage().load(oid, serial)).isNull();
    }

    private static void assertSeen(VersionDriver driver, String outside, String inside) {
        assertThat(driver.seen(1, "")).isEqualTo(outside);
        assertThat(driver.seen(1, "other")).isEqualTo(outside);
        assertThat(driver.seen(1, V)).isEqualTo(inside);
    }

    /** Rows I to XI, each column of each row. */
    @Test
    default void chart_rowByRow() throws Exception {
        chart(new VersionDriver(storage()));
    }

    /** The same if every transaction was prepared. */
    @Test
    default void chart_inTwoPhases_isTheSame() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        driver.inTwoPhases(true);
        chart(driver);
    }

    /** Gives the serials, A first. */
    default long[] chart(VersionDriver driver) throws Exception {
        long container = driver.store(2, "", "container");
        long a = driver.store(1, "", "A");
        assertRow(1, a, 0, 0, 0, "", 0);
        assertSeen(driver, "A", "A");
        long b = driver.store(1, "", "B");
        assertRow(1, b, 0, a, 0, "", a);
        assertSeen(driver, "B", "B");
        long c = driver.store(1, V, "C");
        assertRow(1, c, b, 0, 0, V, b);
        assertSeen(driver, "B", "C");
        long d = driver.store(1, V, "D");
        assertRow(1, d, b, c, 0, V, c);
        assertSeen(driver, "B", "D");
        long e = driver.commitVersion("", 1);
        assertRow(1, e, 0, d, d, "", d);
        assertSeen(driver, "D", "D");
        long f = driver.store(1, "", "F");
        assertRow(1, f, 0, e, 0, "", e);
        assertSeen(driver, "F", "F");
        long g = driver.undo(1, f);
        assertRow(1, g, 0, d, d, "", f);
        assertSeen(driver, "D", "D");
        long h = driver.store(1, V, "H");
        assertRow(1, h, g, 0, 0, V, g);
        assertSeen(driver, "D", "H");
        long i = driver.store(1, V, "I");
        assertRow(1, i, g, h, 0, V, h);
        assertSeen(driver, "D", "I");
        long j = driver.undo(1, i);
        assertRow(1, j, g, 0, h, V, i);
        assertSeen(driver, "D", "H");
        long k = driver.abortVersion(1);
        assertRow(1, k, 0, j, d, "", j);
        assertSeen(driver, "D", "D");
        // R6: who deletes writes what contained the object
        long l = driver.store(2, "", "container without it");
        assertRow(2, l, 0, container, 0, "", container);
        assertSeen(driver, "D", "D");

        // what was written does not change, and readers of the past see the past
        assertThat(storage().fields(1, c)).isEqualTo(new RevisionFields(c, new Lineage(V, b, 0), 0, b, false));
        assertThat(storage().fields(1, g)).isEqualTo(new RevisionFields(g, new Lineage("", 0, d), d, f, false));
        assertThat(driver.seen(1, "", i)).isEqualTo("D");
        assertThat(driver.seen(1, V, i)).isEqualTo("I");
        long[] serials = {a, b, c, d, e, f, g, h, i, j, k};
        assertThat(storage().revisions(1, k, 99))
                .extracting(revision -> revision.serial() + revision.version() + new String(revision.record(), UTF_8))
                .containsExactly(
                        k + "D", j + "vH", i + "vI", h + "vH", g + "D", f + "F", e + "D", d + "vD", c + "vC", b + "B",
                        a + "A");
        assertThat(storage().fields(1, l)).isNull();
        assertThat(storage().fields(3, a)).isNull();
        return serials;
    }

    /** R4: a back pointer goes to the revision that has the bytes, not to another back pointer. */
    @Test
    default void commitOfAnUndoneChange_pointsToWhereTheBytesAre() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        driver.store(1, "", "A");
        long h = driver.store(1, V, "H");
        long i = driver.store(1, V, "I");
        long j = driver.undo(1, i);
        long e = driver.commitVersion("", 1);
        assertRow(1, e, 0, j, h, "", j);
        assertSeen(driver, "H", "H");
    }

    /** R5: the object has not been there; a redo brings it back. */
    @Test
    default void undoOfTheCreation_isATombstone() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, "", "A");
        long gone = driver.undo(1, a);
        assertTombstone(1, gone, 0, 0, "", a);
        assertSeen(driver, null, null);
        long redone = driver.undo(1, gone);
        assertRow(1, redone, 0, 0, a, "", gone);
        assertSeen(driver, "A", "A");
    }

    /** R5: what the first change in a version is taken back to is the main line, not nothing. */
    @Test
    default void undoOfTheFirstChangeInAVersion_goesBackToTheMainLine() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, "", "A");
        long b = driver.store(1, "", "B");
        long c = driver.store(1, V, "C");
        long undone = driver.undo(1, c);
        assertRow(1, undone, 0, a, b, "", c);
        assertSeen(driver, "B", "B");
        assertThat(VersionRules.holds(driver.head(1).lineage().version(), "other"))
                .isFalse();
    }

    /** R7. */
    @Test
    default void undoOfAnUndo_comesBackToWhatWasUndone() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        driver.store(1, "", "A");
        long d = driver.store(1, V, "D");
        long e = driver.commitVersion("", 1);
        long f = driver.store(1, "", "F");
        long g = driver.undo(1, f);
        assertRow(1, g, 0, d, d, "", f);
        long redone = driver.undo(1, g);
        assertRow(1, redone, 0, e, f, "", g);
        assertSeen(driver, "F", "F");
        long again = driver.undo(1, redone);
        assertRow(1, again, 0, d, d, "", redone);
        assertSeen(driver, "D", "D");
    }

    /** R8: the object is in its version again. */
    @Test
    default void undoOfACommittedVersion_entersItAgain() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        driver.store(1, "", "A");
        long b = driver.store(1, "", "B");
        long c = driver.store(1, V, "C");
        long d = driver.store(1, V, "D");
        long e = driver.commitVersion("", 1);
        long undone = driver.undo(1, e);
        assertRow(1, undone, b, c, d, V, e);
        assertSeen(driver, "B", "D");
        assertThat(VersionRules.holds(driver.head(1).lineage().version(), "")).isTrue();
        long again = driver.undo(1, undone);
        assertRow(1, again, 0, d, d, "", undone);
        assertSeen(driver, "D", "D");
    }

    /** The same of an aborted one. */
    @Test
    default void undoOfAnAbortedVersion_entersItAgain() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long b = driver.store(1, "", "B");
        long c = driver.store(1, V, "C");
        long k = driver.abortVersion(1);
        assertRow(1, k, 0, c, b, "", c);
        long undone = driver.undo(1, k);
        assertRow(1, undone, b, 0, c, V, k);
        assertSeen(driver, "B", "C");
    }

    /** R9: nobody else sees it; committed it is there for all, aborted it has never been. */
    @Test
    default void objectMadeInAVersion_isThereForTheVersionOnly() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, V, "A");
        assertRow(1, a, 0, 0, 0, V, 0);
        assertSeen(driver, null, "A");
        long b = driver.store(1, V, "B");
        assertRow(1, b, 0, a, 0, V, a);
        assertSeen(driver, null, "B");
        long committed = driver.commitVersion("", 1);
        assertRow(1, committed, 0, b, b, "", b);
        assertSeen(driver, "B", "B");
        long undone = driver.undo(1, committed);
        assertRow(1, undone, 0, a, b, V, committed);
        assertSeen(driver, null, "B");
        long aborted = driver.abortVersion(1);
        assertTombstone(1, aborted, 0, undone, "", undone);
        assertSeen(driver, null, null);
        long redone = driver.undo(1, aborted);
        assertRow(1, redone, 0, a, b, V, aborted);
        assertSeen(driver, null, "B");
        long uncreated = driver.undo(1, a);
        assertTombstone(1, uncreated, 0, 0, "", redone);
    }

    /** Others do not see it before the other version is committed. */
    @Test
    default void commitIntoAnotherVersion_passesItOn() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, "", "A");
        long b = driver.store(1, V, "B");
        long c = driver.store(1, V, "C");
        long merged = driver.commitVersion("w", 1);
        assertRow(1, merged, a, c, c, "w", c);
        assertSeen(driver, "A", "A");
        assertThat(driver.seen(1, "w")).isEqualTo("C");
        long undone = driver.undo(1, merged);
        assertRow(1, undone, a, b, c, V, merged);
        assertSeen(driver, "A", "C");
        long again = driver.undo(1, undone);
        assertRow(1, again, a, c, c, "w", undone);
        long d = driver.store(1, "w", "D");
        assertRow(1, d, a, again, 0, "w", again);
        long e = driver.commitVersion("", 1);
        assertRow(1, e, 0, d, d, "", d);
        assertSeen(driver, "D", "D");
    }

    /** It is in the version with the bytes that it had. */
    @Test
    default void lock_isARevisionWithoutBytes() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, "", "A");
        long locked = driver.lock(1, V);
        assertRow(1, locked, a, 0, a, V, a);
        assertSeen(driver, "A", "A");
        assertThatThrownBy(() -> driver.store(1, "", "x")).hasMessageContaining("held by v");
        assertThatThrownBy(() -> driver.lock(1, "w")).hasMessageContaining("held by v");
        long again = driver.lock(1, V);
        assertRow(1, again, a, locked, a, V, locked);
        long aborted = driver.abortVersion(1);
        assertRow(1, aborted, 0, again, a, "", again);
        assertSeen(driver, "A", "A");
    }

    /** Whatever is done in whatever order, every revision is what the rules say and the chart's invariants hold. */
    @Test
    default void randomWalk_keepsTheInvariants() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.out.println(getClass().getSimpleName() + ": -Dodb.test.seed=" + seed);
        int steps = (int) Math.max(60, 1000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.1")));
        VersionWalk walk = new VersionWalk(storage(), new Random(seed), 5);
        for (int i = 0; i < steps; i++) {
            walk.step();
            walk.checkStep();
        }
        walk.check();
    }
}
