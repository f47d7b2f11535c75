package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Random operations on a few objects in the main line and two versions, beside a model that says of every revision what is to
 * be stored of it. The model has the rules of CONFORMANCE Part 4 once more, as they stand there.
 */
final class VersionWalk {
    private static final List<String> PLACES = List.of("", "v", "w");

    private final Random random;
    private final int objects;
    private final Map<Long, List<Row>> rows = new TreeMap<>();
    private final Set<Long> tids = new TreeSet<>();
    private final Set<Long> touched = new TreeSet<>();
    private Storage storage;
    private VersionDriver driver;
    private long packed;
    private long storedAbove;
    private int texts;

    /** A revision; no text is a tombstone. */
    private record Row(long serial, String version, long nv, long pre, long dataSerial, long prevHead, String text) {
        long data() {
            return text == null ? 0 : dataSerial == 0 ? serial : dataSerial;
        }

        RevisionFields fields() {
            return new RevisionFields(serial, new Lineage(version, nv, pre), dataSerial, prevHead, text == null);
        }
    }

    VersionWalk(Storage storage, Random random, int objects) {
        this.storage = storage;
        this.random = random;
        this.objects = objects;
        driver = new VersionDriver(storage);
        for (long oid = 1; oid <= objects; oid++) {
            rows.put(oid, new ArrayList<>());
        }
    }

    /** Goes on in another storage that has the same history. */
    void on(Storage other) {
        storage = other;
        driver = driver.on(other);
    }

    /** Goes on in an overlay that has just been begun: it stores again what its base has. */
    void onOverlay(Storage overlay) {
        storedAbove = overlay.lastTid();
        on(overlay);
    }

    /** One transaction. */
    void step() throws StaleRecordsException {
        driver.inTwoPhases(random.nextInt(4) == 0);
        Map<Long, Row> next = new TreeMap<>();
        List<Write> writes = new ArrayList<>();
        switch (random.nextInt(8)) {
            case 0 -> commit(place(1), next, writes);
            case 1 -> abort(place(1), next, writes);
            case 2, 3 -> undo(object(), next, writes);
            case 4 -> lock(object(), place(1), next, writes);
            default -> store(place(0), next, writes);
        }
        if (!writes.isEmpty()) {
            writes.sort((one, other) -> Long.compare(one.oid(), other.oid()));
            if (random.nextInt(6) == 0) {
                storage.prepare(branch(99, 1), batch(writes.toArray(Write[]::new)));
                storage.rollbackPrepared(branch(99, 1));
            }
            long tid = driver.commit(writes.toArray(Write[]::new));
            tids.add(tid);
            next.forEach((oid, row) -> rows.get(oid)
                    .add(new Row(
                            tid,
                            row.version,
                            row.nv,
                            row.pre,
                            row.dataSerial > storedAbove ? row.dataSerial : 0,
                            row.prevHead,
                            row.text)));
            touched.addAll(next.keySet());
        }
    }

    /** A transaction's tid, not before the last pack. */
    long anyTid() {
        List<Long> all = tids.stream().filter(tid -> tid >= packed).toList();
        return all.isEmpty() ? packed : all.get(random.nextInt(all.size()));
    }

    /** The storage was packed: of each object stays what it was then, and what others saw if that was in a version. */
    void packed(long upTo) {
        packed = upTo;
        for (Map.Entry<Long, List<Row>> each : rows.entrySet()) {
            long oid = each.getKey();
            List<Row> all = each.getValue();
            Row current = null;
            for (Row row : all) {
                current = row.serial <= upTo ? row : current;
            }
            if (current != null) {
                cut(oid, all, current);
            } else {
                all.replaceAll(row -> packed(oid, row, false, List.of()));
            }
        }
    }

    private void cut(long oid, List<Row> all, Row current) {
        Set<Long> seen = new TreeSet<>();
        all.stream().filter(row -> row.serial >= current.serial).forEach(row -> seen.add(row.nv));
        List<Long> gone = new ArrayList<>();
        for (Row row : List.copyOf(all)) {
            if (row.serial < current.serial && !seen.contains(row.serial)) {
                all.remove(row);
                gone.add(row.serial);
                assertThat(storage.fields(oid, row.serial)).isNull();
            }
        }
        all.replaceAll(row -> packed(oid, row, row.serial <= current.serial, gone));
    }

    /** The state itself may stand in the place of a back pointer; what was packed may follow what stays before it, or nothing. */
    private Row packed(long oid, Row row, boolean packed, List<Long> gone) {
        RevisionFields found = storage.fields(oid, row.serial);
        assertThat(found.dataSerial()).isIn(0L, gone.contains(row.dataSerial) ? 0L : row.dataSerial);
        long prevHead = packed ? found.prevHead() : row.prevHead;
        boolean plain = row.version.isEmpty() && row.pre == row.prevHead;
        // a pack of the changes does not know that the base still has it
        boolean forgotten = row.pre <= storedAbove && found.lineage().pre() == 0;
        long pre = plain ? prevHead : gone.contains(row.pre) || forgotten ? 0 : row.pre;
        assertThat(gone).doesNotContain(prevHead);
        return new Row(row.serial, row.version, row.nv, pre, found.dataSerial(), prevHead, row.text);
    }

    private String place(int from) {
        return PLACES.get(from + random.nextInt(PLACES.size() - from));
    }

    private long object() {
        return 1 + random.nextInt(objects);
    }

    private Row head(long oid) {
        List<Row> all = rows.get(oid);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private Row row(long oid, long serial) {
        return rows.get(oid).stream()
                .filter(row -> row.serial == serial)
                .findFirst()
                .orElse(null);
    }

    private boolean held(long oid, String place) {
        Row head = head(oid);
        return head != null && !head.version.isEmpty() && !head.version.equals(place);
    }

    private void store(String place, Map<Long, Row> next, List<Write> writes) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            long oid = object();
            if (!held(oid, place) && !next.containsKey(oid)) {
                String text = "text " + texts++ + "x".repeat(random.nextInt(60));
                next.put(oid, stored(head(oid), place, 0, text));
                writes.add(driver.stored(oid, place, text));
            }
        }
    }

    private static Row stored(Row head, String place, long dataSerial, String text) {
        long prevHead = head == null ? 0 : head.serial;
        if (place.isEmpty()) {
            return new Row(0, "", 0, prevHead, dataSerial, prevHead, text);
        }
        return head == null || head.version.isEmpty()
                ? new Row(0, place, prevHead, 0, dataSerial, prevHead, text)
                : new Row(0, place, head.nv, prevHead, dataSerial, prevHead, text);
    }

    private void lock(long oid, String place, Map<Long, Row> next, List<Write> writes) {
        Row head = head(oid);
        if (head != null && head.text != null && !held(oid, place)) {
            next.put(oid, stored(head, place, head.data(), head.text));
            writes.add(driver.locked(oid, place));
        }
    }

    private void undo(long oid, Map<Long, Row> next, List<Write> writes) {
        Row head = head(oid);
        List<Row> equal = rows.get(oid).stream()
                .filter(row -> row.serial > packed && Objects.equals(row.text, head.text))
                .filter(row -> row.version.equals(head.version))
                .toList();
        if (equal.isEmpty()) {
            return;
        }
        Row undone = random.nextInt(3) == 0 ? equal.get(random.nextInt(equal.size())) : equal.get(equal.size() - 1);
        Row before = undone.prevHead == 0 ? null : row(oid, undone.prevHead);
        next.put(
                oid,
                before == null
                        ? new Row(0, "", 0, 0, 0, head.serial, null)
                        : new Row(0, before.version, before.nv, before.pre, before.data(), head.serial, before.text));
        writes.add(driver.undone(oid, undone.serial));
    }

    private void commit(String place, Map<Long, Row> next, List<Write> writes) {
        String into = random.nextBoolean() ? "" : place.equals("v") ? "w" : "v";
        for (long oid : in(place)) {
            Row head = head(oid);
            long nv = into.isEmpty() ? 0 : head.nv;
            next.put(oid, new Row(0, into, nv, head.serial, head.data(), head.serial, head.text));
            writes.add(driver.committedInto(into, oid));
        }
    }

    private void abort(String place, Map<Long, Row> next, List<Write> writes) {
        for (long oid : in(place)) {
            Row head = head(oid);
            Row outside = head.nv == 0 ? null : row(oid, head.nv);
            next.put(
                    oid,
                    new Row(
                            0,
                            "",
                            0,
                            head.serial,
                            outside == null ? 0 : outside.data(),
                            head.serial,
                            outside == null ? null : outside.text));
            writes.add(driver.aborted(oid));
        }
    }

    private List<Long> in(String place) {
        return rows.keySet().stream()
                .filter(oid -> head(oid) != null && head(oid).version.equals(place))
                .toList();
    }

    /** Of what the steps since the last look have touched, every revision and what is seen now. */
    void checkStep() {
        for (long oid : touched) {
            checkRows(oid);
            checkSeen(oid, storage.lastTid());
        }
        touched.clear();
    }

    /** Everything, in all snapshots. */
    void check() {
        for (long oid : rows.keySet()) {
            checkRows(oid);
            for (Row row : rows.get(oid)) {
                if (row.serial >= packed) {
                    checkSeen(oid, row.serial);
                }
            }
        }
        // (6)
        assertThat(Batches.transactions(storage, packed + 1, Long.MAX_VALUE))
                .extracting(CommittedTransaction::tid)
                .containsExactlyElementsOf(
                        tids.stream().filter(tid -> tid > packed).toList());
    }

    private void checkRows(long oid) {
        List<Row> all = rows.get(oid);
        Row head = head(oid);
        // (1); a tombstone is not loaded
        Revision newest = storage.loadAppended(oid);
        assertThat(newest == null ? null : newest.serial())
                .as("head of object %s", oid)
                .isEqualTo(head == null || head.text == null ? null : head.serial);
        for (Row row : all) {
            // (7): what an earlier step wrote is as it was
            RevisionFields found = storage.fields(oid, row.serial);
            assertThat(found).as("object %s", oid).isEqualTo(row.fields());
            checkInvariants(oid, found);
        }
    }

    private void checkInvariants(long oid, RevisionFields found) {
        Lineage lineage = found.lineage();
        // (2)
        assertThat(found.tombstone() && found.dataSerial() != 0).as("%s", found).isFalse();
        // (3)
        if (found.dataSerial() != 0) {
            RevisionFields data = storage.fields(oid, found.dataSerial());
            assertThat(data.dataSerial() == 0 && !data.tombstone())
                    .as("%s", data)
                    .isTrue();
        }
        // (4)
        if (lineage.nv() != 0) {
            assertThat(storage.fields(oid, lineage.nv()).lineage().isMain())
                    .as("%s", found)
                    .isTrue();
        }
        assertThat(lineage.isMain() && lineage.nv() != 0).as("%s", found).isFalse();
        // (5)
        assertThat(List.of(lineage.nv(), lineage.pre(), found.dataSerial(), found.prevHead()))
                .allSatisfy(other -> assertThat(other).as("%s", found).isLessThan(found.serial()));
    }

    private void checkSeen(long oid, long snapshot) {
        List<Row> all = rows.get(oid);
        Row newest = null;
        for (Row row : all) {
            newest = row.serial <= snapshot ? row : newest;
        }
        for (String place : PLACES) {
            Row seen = newest;
            if (seen != null && !seen.version.isEmpty() && !seen.version.equals(place)) {
                seen = row(oid, seen.nv);
            }
            assertThat(driver.seen(oid, place, snapshot))
                    .as("object %s in '%s' at %s", oid, place, snapshot)
                    .isEqualTo(seen == null ? null : seen.text);
        }
        Revision loaded = storage.load(oid, snapshot);
        assertThat(loaded == null ? null : new String(loaded.record(), UTF_8))
                .isEqualTo(newest == null ? null : newest.text);
    }
}
