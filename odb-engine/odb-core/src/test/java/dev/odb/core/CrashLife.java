package dev.odb.core;

import static dev.odb.core.CrashCounts.Step.COMMIT;
import static dev.odb.core.CrashCounts.Step.DECIDE_COMMIT;
import static dev.odb.core.CrashCounts.Step.DECIDE_ROLLBACK;
import static dev.odb.core.CrashCounts.Step.FORGET;
import static dev.odb.core.CrashCounts.Step.OPEN;
import static dev.odb.core.CrashCounts.Step.PACK;
import static dev.odb.core.CrashCounts.Step.PREPARE;
import static dev.odb.core.CrashCounts.Step.UNDO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Blob;
import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PackOptions;
import dev.odb.Savepoint;
import dev.odb.UndoException;
import dev.odb.core.model.Desk;
import dev.odb.core.model.Note;
import dev.odb.core.model.Sheet;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One database in which the computer dies again and again, and what is known about it. */
final class CrashLife {
    private static final OdbConfiguration CONFIGURATION = OdbConfiguration.of("odb:file:faulty")
            .withLockWait(Duration.ofMillis(1))
            .withReplays(0);
    /** How far back a transaction may be that is undone. */
    private static final int AGE = 6;

    private final Random random;
    private final String name;
    private final CrashCounts counts;
    private final FaultyDisk disk;
    private final FileSettings settings;
    private final List<Done> history = new ArrayList<>();
    private final Map<BranchId, Map<Integer, Values>> prepared = new LinkedHashMap<>();
    /** Decided by hand and not forgotten, and whether they were committed. */
    private final Map<BranchId, Boolean> byHand = new LinkedHashMap<>();

    private List<Values> committed = Collections.nCopies(Desk.SHEETS, new Values(0, "", 0));
    private Uncertain uncertain;
    private int number;
    private int branches;
    private CrashCounts.Step step;
    private Engine database;

    /** What a sheet has; the blob's content follows from its number, 0 is an empty one. */
    private record Values(int number, String text, int blob) {
        byte[] content() {
            byte[] content = new byte[blob == 0 ? 0 : 1 + blob * 37 % (blob % 10 == 0 ? 50_000 : 700)];
            new Random(blob).nextBytes(content);
            return content;
        }
    }

    /** A transaction that can be undone. */
    private record Done(long tid, Map<Integer, Values> before, Map<Integer, Values> after) {}

    /** What was under way when the computer died: a change of the sheets, of a branch's state, or both. */
    private record Uncertain(Map<Integer, Values> change, BranchId branch, Boolean commitByHand) {
        Uncertain(Map<Integer, Values> change, BranchId branch) {
            this(change, branch, null);
        }
    }

    CrashLife(Random random, Path folder, String name, CrashCounts counts) {
        this.random = random;
        this.name = name;
        this.counts = counts;
        disk = new FaultyDisk(folder);
        settings = new FileSettings(
                        2048 + random.nextInt(16_384),
                        256 + random.nextInt(1024),
                        random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(300),
                        InstantSource.system())
                .withCompress(random.nextBoolean());
    }

    void run() throws Exception {
        int crashes = 2 + random.nextInt(6);
        for (int i = 0; i < crashes; i++) {
            disk.dieAfter(1 + random.nextInt(random.nextInt(3) == 0 ? 20 : 150));
            try {
                open();
                while (true) {
                    if (work()) {
                        counts.done(step);
                    }
                }
            } catch (IOException | OdbException died) {
                assertThat(died).as(name).hasStackTraceContaining("the computer is off");
                counts.died(step);
            }
            close();
            disk.crash(random);
            counts.crash();
            if (i == crashes - 1 || random.nextBoolean()) {
                // else the next death may come while this one is being repaired
                open();
                check();
                close();
            }
        }
    }

    private void open() throws Exception {
        step = OPEN;
        database = Engine.open(CONFIGURATION, disk.openStorage(settings));
        database.transact(c -> c.root("desk", Desk.class, Desk::new));
        learn();
        counts.done(OPEN);
    }

    private void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Does something; whether it came to that. */
    private boolean work() throws Exception {
        int what = random.nextInt(100);
        if (what < 40) {
            step = COMMIT;
            return commit(change());
        } else if (what < 60) {
            step = PREPARE;
            return prepare(change());
        } else if (what < 78) {
            step = random.nextInt(3) > 0 ? DECIDE_COMMIT : DECIDE_ROLLBACK;
            return decide(step == DECIDE_COMMIT);
        } else if (what < 80) {
            step = FORGET;
            return forget();
        } else if (what < 94) {
            step = UNDO;
            return undo();
        } else if (what < 97) {
            step = PACK;
            database.pack(PackOptions.keeping(Duration.ZERO));
            return true;
        } else {
            close();
            open();
            return false;
        }
    }

    /** Other values for some of the sheets that no branch holds, mostly with a blob. */
    private Map<Integer, Values> change() {
        Map<Integer, Values> change = new HashMap<>();
        List<Integer> free = free();
        for (int i = 0; i < 1 + random.nextInt(2) && i < free.size(); i++) {
            int index = free.get(i);
            Values now = committed.get(index);
            int next = ++number;
            String text = random.nextBoolean() ? now.text : ("text " + next + " ").repeat(1 + random.nextInt(40));
            change.put(index, new Values(next, text, random.nextInt(3) == 0 ? now.blob : next));
        }
        return change;
    }

    private List<Integer> free() {
        Set<Integer> held = new HashSet<>();
        prepared.values().forEach(change -> held.addAll(change.keySet()));
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < Desk.SHEETS; i++) {
            if (!held.contains(i)) {
                free.add(i);
            }
        }
        Collections.shuffle(free, random);
        return free;
    }

    private void apply(OdbConnection connection, Map<Integer, Values> change) throws IOException {
        Desk desk = connection.root("desk", Desk.class);
        for (Map.Entry<Integer, Values> entry : change.entrySet()) {
            Sheet sheet = desk.sheets.get(entry.getKey());
            Values before = committed.get(entry.getKey());
            Values next = entry.getValue();
            sheet.number = next.number;
            if (!next.text.equals(before.text)) {
                sheet.note = new Note(next.text);
            }
            if (next.blob != before.blob) {
                if (random.nextInt(3) == 0) {
                    sheet.blob = new Blob();
                }
                try (OutputStream out = sheet.blob.write()) {
                    out.write(next.content());
                }
            }
        }
    }

    private boolean commit(Map<Integer, Values> change) {
        uncertain = new Uncertain(change, null);
        boolean aside = random.nextInt(4) == 0;
        database.transact(c -> {
            apply(c, change);
            if (aside) {
                Savepoint savepoint = c.savepoint();
                change.keySet()
                        .forEach(index -> c.root("desk", Desk.class).sheets.get(index).note = new Note("gone"));
                savepoint.rollback();
            }
            return null;
        });
        committed(change);
        return !change.isEmpty();
    }

    private void committed(Map<Integer, Values> change) {
        uncertain = null;
        if (change.isEmpty()) {
            return;
        }
        Map<Integer, Values> before = new HashMap<>();
        List<Values> next = new ArrayList<>(committed);
        change.forEach((index, values) -> before.put(index, next.set(index, values)));
        committed = List.copyOf(next);
        history.add(new Done(database.undoLog(0, 1).get(0).tid(), before, change));
    }

    private boolean prepare(Map<Integer, Values> change) throws IOException {
        if (change.isEmpty()) {
            return false;
        }
        BranchId id = Batches.branch(++branches, branches >> 8);
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        apply(branch.session(Desk.class.getClassLoader()), change);
        uncertain = new Uncertain(change, id);
        branch.prepare(id);
        prepared.put(id, change);
        uncertain = null;
        return true;
    }

    private boolean decide(boolean commit) {
        if (prepared.isEmpty()) {
            return false;
        }
        BranchId id = new ArrayList<>(prepared.keySet()).get(random.nextInt(prepared.size()));
        Map<Integer, Values> change = prepared.get(id);
        boolean hand = random.nextInt(3) == 0;
        uncertain = new Uncertain(commit ? change : Map.of(), id, hand ? commit : null);
        if (commit && hand) {
            database.commitBranch(id.toString());
        } else if (commit) {
            database.commitPrepared(id);
        } else if (hand) {
            database.rollbackBranch(id.toString());
        } else {
            database.rollbackPrepared(id);
        }
        if (commit) {
            committed(change);
        }
        uncertain = null;
        decided(id, hand ? commit : null);
        return true;
    }

    private void decided(BranchId id, Boolean commitByHand) {
        prepared.remove(id);
        if (commitByHand != null) {
            byHand.put(id, commitByHand);
        }
    }

    private boolean forget() {
        if (byHand.isEmpty()) {
            return false;
        }
        BranchId id = new ArrayList<>(byHand.keySet()).get(random.nextInt(byHand.size()));
        uncertain = new Uncertain(Map.of(), id);
        database.forgetBranch(id.toString());
        byHand.remove(id);
        uncertain = null;
        return true;
    }

    private boolean undo() {
        if (history.isEmpty()) {
            return false;
        }
        Done which = history.get(history.size() - 1 - random.nextInt(Math.min(AGE, history.size())));
        if (!free().containsAll(which.before.keySet())) {
            return false;
        }
        uncertain = new Uncertain(which.before, null);
        try {
            database.transact(c -> {
                c.undo(which.tid);
                return null;
            });
        } catch (UndoException refused) {
            // something was changed since, or it was packed
            assertThat(refused).as(name).hasMessageContaining(Long.toString(which.tid));
            uncertain = null;
            return false;
        }
        committed(which.before);
        return true;
    }

    /** What was uncertain when it died is certain now: both outcomes are right, halves are not. */
    private void learn() {
        List<Values> found = read();
        Set<BranchId> listed = new HashSet<>();
        database.prepared().forEach(branch -> listed.add(branch.id()));
        Map<BranchId, Boolean> listedByHand = new LinkedHashMap<>();
        database.decidedByHand().forEach(decision -> listedByHand.put(decision.id(), decision.committed()));
        if (uncertain != null) {
            Uncertain was = uncertain;
            boolean isNew = !found.equals(committed);
            if (isNew) {
                committed(was.change);
            }
            uncertain = null;
            if (was.branch != null) {
                boolean wasPrepared = prepared.containsKey(was.branch);
                boolean isListed = listed.contains(was.branch);
                assertThat(isListed && isNew).as("%s: decided and listed", name).isFalse();
                if (!wasPrepared && isListed) {
                    prepared.put(was.branch, was.change);
                } else if (wasPrepared && !isListed) {
                    // committed without its change is caught below
                    assertThat(isNew || was.change.isEmpty())
                            .as("%s: branch %s is lost", name, was.branch)
                            .isTrue();
                    decided(was.branch, was.commitByHand);
                } else if (!wasPrepared && !listedByHand.containsKey(was.branch)) {
                    byHand.remove(was.branch);
                }
            }
            counts.learnt(isNew);
        }
        assertThat(found).as(name).isEqualTo(committed);
        assertThat(listed).as(name).isEqualTo(prepared.keySet());
        assertThat(listedByHand).as(name).isEqualTo(byHand);
    }

    private List<Values> read() {
        return database.transact(c -> {
            List<Values> found = new ArrayList<>();
            Desk desk = c.root("desk", Desk.class);
            for (int i = 0; i < Desk.SHEETS; i++) {
                Sheet sheet = desk.sheets.get(i);
                found.add(new Values(sheet.number, sheet.note.text, blob(sheet, i)));
            }
            return List.copyOf(found);
        });
    }

    /** The number of the content, which is all there. */
    private int blob(Sheet sheet, int index) throws IOException {
        byte[] content;
        try (InputStream in = sheet.blob.read()) {
            content = in.readAllBytes();
        }
        Values now = committed.get(index);
        Values perhaps = uncertain == null ? null : uncertain.change.get(index);
        boolean next = perhaps != null && sheet.number == perhaps.number;
        Values expected = next ? perhaps : now;
        assertThat(content).as("%s: the blob of sheet %s", name, index).isEqualTo(expected.content());
        return expected.blob;
    }

    private void check() {
        Storage storage = database.storage();
        long stagedContents = prepared.values().stream()
                .flatMap(change -> change.entrySet().stream())
                .filter(entry -> entry.getValue().blob == entry.getValue().number)
                .count();
        assertThat(storage.contents().staged()).as(name).hasSize((int) stagedContents);
        checkIndex(storage);
        for (PreparedBranch branch : storage.prepared()) {
            int index = prepared.get(branch.id()).keySet().iterator().next();
            assertThatThrownBy(() -> database.transact(
                            c -> c.root("desk", Desk.class).sheets.get(index).number = -1))
                    .as("%s: sheet %s is held by %s", name, index, branch.id())
                    .isInstanceOf(ConflictException.class);
            counts.held();
        }
        assertThat(read()).as(name).isEqualTo(committed);
    }

    private void checkIndex(Storage storage) {
        Map<Long, Write> newest = new HashMap<>();
        Map<Long, Long> serials = new HashMap<>();
        storage.transactions(0, Long.MAX_VALUE)
                .forEachRemaining(transaction -> transaction.writes().forEach(write -> {
                    newest.put(write.oid(), write);
                    serials.put(write.oid(), transaction.tid());
                }));
        newest.forEach((oid, write) -> {
            Revision found = storage.loadAppended(oid);
            assertThat(found.serial()).as("%s: object %s", name, oid).isEqualTo(serials.get(oid));
            assertThat(found.record()).as("%s: object %s", name, oid).isEqualTo(write.record());
        });
        for (long oid = 0; oid < storage.oidEnd(); oid++) {
            assertThat(storage.exists(oid)).as("%s: object %s", name, oid).isEqualTo(newest.containsKey(oid));
        }
    }
}
