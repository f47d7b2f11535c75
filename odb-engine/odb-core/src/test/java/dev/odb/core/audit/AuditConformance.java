package dev.odb.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.AuditTrail;
import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.PackException;
import dev.odb.PackOptions;
import dev.odb.PackProgress;
import dev.odb.PackProgress.Phase;
import dev.odb.PackReport;
import dev.odb.PersistentMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who changed what when, whatever the storage. */
public abstract class AuditConformance {
    private static final String COUNTER = Counter.class.getName();
    private static final String MAP = PersistentMap.class.getName();

    private ObjectDatabase database;
    /** The transactions up to the newest that was packed without its trail being kept are not looked at. */
    private long begin;

    /** Of a new, empty database. */
    protected abstract String url();

    @BeforeEach
    void open() {
        database = ObjectDatabase.open(url());
        begin = database.undoLog(0, 1).get(0).tid();
    }

    @AfterEach
    void close() {
        // null if the storage is not installed
        if (database != null) {
            database.close();
        }
    }

    @Test
    void everyCondition_givesWhatMeetsIt() {
        long made = run("anna", "make a counter", "ticket", "7", c -> c.roots().put("count", new Counter()));
        long added = run("bob", "Add one", "ticket", "8", c -> c.root("count", Counter.class)
                .add(1));
        long map = run(
                "anna", "make a map", "ticket", "8", c -> c.roots().put("map", new PersistentMap<String, String>()));
        long oid = oid("count");
        AuditQuery all = AuditQuery.everything();
        assertThat(tids(all.by("anna"))).containsExactly(made, map);
        assertThat(tids(all.described("ADD"))).containsExactly(added);
        assertThat(tids(all.with(Map.of("ticket", "8")))).containsExactly(added, map);
        assertThat(tids(all.with(Map.of("ticket", "8")).by("anna"))).containsExactly(map);
        assertThat(tids(all.with(Map.of("ticket", "9")))).isEmpty();
        assertThat(tids(all.ofObject(oid))).hasSize(2).endsWith(added);
        assertThat(tids(all.ofClass(MAP))).contains(map).doesNotContain(added);
        Instant then = entry(added).time();
        assertThat(tids(all.between(then, then))).containsExactly(added);
        assertThat(tids(all.between(then, Instant.MAX))).containsExactly(added, map);
        assertThat(tids(all.between(Instant.MIN, then)).get(0)).isLessThanOrEqualTo(begin);
        assertThat(tids(all.fromTheNewest().by("anna"))).containsExactly(map, made);
    }

    @Test
    void entry_saysWhoWhatWhenAndWhatWasDone() {
        run("anna", "make a counter", "ticket", "7", c -> c.roots().put("count", new Counter()));
        long added = run(
                "bob", "add", "ticket", "8", c -> c.root("count", Counter.class).add(1));
        AuditEntry entry = entry(added);
        assertThat(entry.user()).isEqualTo("bob");
        assertThat(entry.description()).isEqualTo("add");
        assertThat(entry.properties()).isEqualTo(Map.of("ticket", "8"));
        assertThat(entry.time()).isEqualTo(database.undoLog(0, 1).get(0).time());
        assertThat(entry.otherResources()).isFalse();
        assertThat(entry.undone()).isEmpty();
        assertThat(entry.changes()).containsExactly(new AuditChange(oid("count"), COUNTER, Kind.CHANGED, ""));
        assertThat(entries(AuditQuery.everything().ofObject(oid("count")))
                        .get(0)
                        .changes())
                .extracting(AuditChange::oid, AuditChange::kind)
                .contains(tuple(oid("count"), Kind.CREATED));
    }

    /** Seed 003: kept independently of undo. */
    @Test
    void undoneTransactionAndTheUndo_bothShow() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        run("anna", "make", "t", "1", c -> c.roots().put("other", new Counter()));
        long added =
                run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(5));
        long undo = run("eve", "undo", "t", "3", c -> {
            c.undo(added);
            c.root("other", Counter.class).add(1);
        });
        assertThat(tids(AuditQuery.everything().ofObject(oid("count")))).endsWith(added, undo);
        assertThat(entry(undo).undone()).containsExactly(added);
        assertThat(entry(undo).changes())
                .extracting(AuditChange::oid, AuditChange::kind)
                .containsExactlyInAnyOrder(tuple(oid("count"), Kind.UNDONE), tuple(oid("other"), Kind.CHANGED));
    }

    @Test
    void pack_keepsTheTrailIfAsked_andLaterPacksDo() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        long added =
                run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(5));
        long undo = run("eve", "undo", "t", "3", c -> c.undo(added));
        run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(6));
        List<AuditEntry> before = entries(AuditQuery.everything());
        pack(AuditTrail.KEEP);
        assertThat(database.history(oid("count"), 100)).hasSize(1);
        assertSame(entries(AuditQuery.everything()), before);
        assertThat(entry(undo).undone()).containsExactly(added);
        run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(7));
        before = entries(AuditQuery.everything());
        pack(AuditTrail.IF_THERE);
        assertSame(entries(AuditQuery.everything()), before);
        pack(AuditTrail.DROP);
        assertThat(tids(AuditQuery.everything())).doesNotContain(added);
        List<String> roots = database.transact(c -> List.copyOf(c.roots().keySet()));
        assertThat(roots).containsExactly("count");
    }

    /** It was dropped before the pack, which then said that it had changed nothing. */
    @Test
    void packThatFails_leavesTheTrailThatItWasToDrop() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        long added =
                run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(5));
        run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(6));
        pack(AuditTrail.KEEP);
        run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(7));
        PackOptions drop = PackOptions.before(Instant.now().plusSeconds(1)).withAuditTrail(AuditTrail.DROP);
        assertThatThrownBy(() -> database.pack(drop.withListener(progress -> false)))
                .hasMessageContaining("ODB-3963");
        assertThat(tids(AuditQuery.everything())).contains(added);
        database.pack(drop);
        assertThat(tids(AuditQuery.everything())).doesNotContain(added);
    }

    @Test
    void trailThatIsWritten_showsProgressAndCanBeCancelled() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        for (int i = 0; i < 4; i++) {
            run("bob", i + "x".repeat(40_000), "t", "2", c -> c.root("count", Counter.class)
                    .add(5));
        }
        List<AuditEntry> before = entries(AuditQuery.everything());
        PackOptions keep = PackOptions.before(Instant.now().plusSeconds(1)).withAuditTrail(AuditTrail.KEEP);
        List<PackProgress> heard = new ArrayList<>();
        assertThatThrownBy(() -> database.pack(keep.withListener(progress -> {
                    heard.add(progress);
                    return heard.size() < 2;
                })))
                .hasMessageContaining("ODB-3963");
        assertThat(heard).extracting(PackProgress::phase).containsExactly(Phase.TRAIL, Phase.TRAIL);
        assertThat(database.history(oid("count"), 9)).hasSize(5);
        assertSame(entries(AuditQuery.everything()), before);
        heard.clear();
        database.pack(keep.withListener(heard::add));
        assertThat(heard).extracting(PackProgress::phase).contains(Phase.TRAIL, Phase.KEEP);
        assertThat(heard)
                .filteredOn(progress -> progress.phase() == Phase.TRAIL)
                .allSatisfy(progress -> assertThat(progress.done()).isBetween(1L, progress.total()));
        assertSame(entries(AuditQuery.everything()), before);
    }

    @Test
    void packWithoutTrail_leavesWhatIsStored() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        long added =
                run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(5));
        long again =
                run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(6));
        pack(AuditTrail.IF_THERE);
        assertThat(tids(AuditQuery.everything())).doesNotContain(added).contains(again);
    }

    @Test
    void dryRun_writesNothing() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        long last = database.undoLog(0, 1).get(0).tid();
        database.pack(PackOptions.before(Instant.now())
                .withAuditTrail(AuditTrail.KEEP)
                .asDryRun());
        assertThat(database.undoLog(0, 1).get(0).tid()).isEqualTo(last);
    }

    @Test
    void packWhileAnAuditIsRead_takesNothingOfIt() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        for (int i = 0; i < 5; i++) {
            run("bob", "add", "t", "2", c -> c.root("count", Counter.class).add(1));
        }
        AuditQuery query = AuditQuery.everything().by("bob");
        List<Long> before = tids(query);
        try (Stream<AuditEntry> found = database.audit(query)) {
            Iterator<AuditEntry> entries = found.iterator();
            assertThat(entries.next().tid()).isEqualTo(before.get(0));
            assertThat(pack(AuditTrail.IF_THERE).reason()).contains("a reader of the past");
            List<Long> rest = new ArrayList<>();
            entries.forEachRemaining(entry -> rest.add(read(entry).tid()));
            assertThat(rest).isEqualTo(before.subList(1, 5));
            assertThat(pack(AuditTrail.IF_THERE).reason())
                    .as("held back by what was read to its end")
                    .isEmpty();
        }
        assertThat(tids(query)).hasSize(1);
    }

    @Test
    void closedAudit_holdsBackNoPack() {
        run("anna", "make", "t", "1", c -> c.roots().put("count", new Counter()));
        try (Stream<AuditEntry> found = database.audit(AuditQuery.everything())) {
            assertThat(found.limit(1)).hasSize(1);
        }
        assertThat(pack(AuditTrail.IF_THERE).reason()).isEmpty();
    }

    /** It would wait for itself. */
    @Test
    void auditByTheListenerOfAPack_isRefused() {
        assertThatThrownBy(() -> database.pack(PackOptions.before(Instant.now()).withListener(progress -> {
                    database.audit(AuditQuery.everything()).close();
                    return true;
                })))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("ODB-4480");
    }

    /** Random transactions, undos and packs; whatever is asked, a list in memory gives the same. */
    @Test
    void randomLife_isAsTheModelSays() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        Random random = new Random(seed);
        int steps = (int) Math.max(40, 600 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        List<AuditEntry> model = new ArrayList<>();
        List<Long> oids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "c" + i;
            run("maker", "make " + i, "k", "0", c -> c.root(name, Counter.class, Counter::new));
            oids.add(oid(name));
        }
        begin = database.undoLog(0, 1).get(0).tid();
        boolean trail = false;
        for (int i = 0; i < steps; i++) {
            String user = "user" + random.nextInt(3);
            int what = random.nextInt(12);
            if (what == 0) {
                pack(trail ? AuditTrail.IF_THERE : AuditTrail.KEEP);
                trail = true;
            } else if (what < 3 && !model.isEmpty()) {
                AuditEntry last = model.get(model.size() - 1);
                if (last.undone().isEmpty() && last.tid() > packed()) {
                    long tid = run(user, "undo", "k", "u", c -> c.undo(last.tid()));
                    model.add(expected(
                            tid,
                            user,
                            "undo",
                            "u",
                            List.of(last.tid()),
                            last.changes().stream()
                                    .map(change -> new AuditChange(change.oid(), COUNTER, Kind.UNDONE, ""))
                                    .toList()));
                }
            } else {
                List<Integer> chosen = Stream.generate(() -> random.nextInt(4))
                        .limit(1 + random.nextInt(3))
                        .distinct()
                        .toList();
                String value = String.valueOf(random.nextInt(3));
                String description = "step " + random.nextInt(5);
                long tid = run(
                        user,
                        description,
                        "k",
                        value,
                        c -> chosen.forEach(
                                each -> c.root("c" + each, Counter.class).add(1)));
                model.add(expected(
                        tid,
                        user,
                        description,
                        value,
                        List.of(),
                        chosen.stream()
                                .map(each -> new AuditChange(oids.get(each), COUNTER, Kind.CHANGED, ""))
                                .sorted(Comparator.comparing(AuditChange::oid))
                                .toList()));
            }
            ask(random, model, oids, "seed " + seed + ", step " + i);
        }
    }

    private static AuditEntry expected(
            long tid, String user, String description, String value, List<Long> undone, List<AuditChange> changes) {
        Map<String, String> properties =
                undone.isEmpty() ? Map.of("k", value) : Map.of("k", value, "odb.undone", String.valueOf(undone.get(0)));
        return new AuditEntry(
                tid, Instant.EPOCH, user, description, properties, false, undone, new ArrayList<>(changes));
    }

    private void ask(Random random, List<AuditEntry> model, List<Long> oids, String name) {
        AuditQuery query = AuditQuery.everything();
        Predicate<AuditEntry> meets = entry -> true;
        if (random.nextBoolean()) {
            String user = "user" + random.nextInt(3);
            query = query.by(user);
            meets = meets.and(entry -> entry.user().equals(user));
        } else if (random.nextBoolean()) {
            long oid = oids.get(random.nextInt(oids.size()));
            query = query.ofObject(oid);
            meets = meets.and(entry -> entry.changes().stream().anyMatch(change -> change.oid() == oid));
        }
        if (random.nextBoolean()) {
            String value = String.valueOf(random.nextInt(3));
            query = query.with(Map.of("k", value));
            meets = meets.and(entry -> entry.properties().get("k").equals(value));
        }
        if (random.nextBoolean()) {
            query = query.described("STEP 1");
            meets = meets.and(entry -> entry.description().contains("step 1"));
        }
        List<AuditEntry> expected = model.stream().filter(meets).toList();
        assertThat(comparable(entries(query))).as(name).isEqualTo(comparable(expected));
        List<String> backwards = new ArrayList<>(comparable(entries(query.fromTheNewest())));
        Collections.reverse(backwards);
        assertThat(backwards).as(name).isEqualTo(comparable(expected));
    }

    /** Without the engine's own. */
    private List<String> comparable(List<AuditEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.tid() > begin && !entry.properties().containsKey("odb.bookkeeping"))
                .map(AuditConformance::text)
                .toList();
    }

    private void assertSame(List<AuditEntry> found, List<AuditEntry> expected) {
        List<String> texts = found.stream().map(AuditConformance::text).toList();
        assertThat(texts)
                .containsAll(expected.stream().map(AuditConformance::text).toList());
        assertThat(found.stream().filter(entry -> !entry.properties().containsKey("odb.bookkeeping")))
                .hasSameSizeAs(expected.stream()
                        .filter(entry -> !entry.properties().containsKey("odb.bookkeeping"))
                        .toList());
        assertThat(found).isSortedAccordingTo(Comparator.comparing(AuditEntry::tid));
    }

    private static String text(AuditEntry entry) {
        return entry.tid()
                + entry.user()
                + entry.description()
                + new TreeMap<>(entry.properties())
                + entry.otherResources()
                + entry.undone()
                + entry.changes();
    }

    private PackReport pack(AuditTrail trail) {
        return database.pack(PackOptions.before(Instant.now().plusSeconds(1)).withAuditTrail(trail));
    }

    private long packed() {
        return database.pack(PackOptions.before(Instant.EPOCH).asDryRun()).effectiveTid();
    }

    private long oid(String root) {
        return database.transact(c -> c.oid(c.root(root, Object.class)));
    }

    private long run(String user, String description, String key, String value, Consumer<OdbConnection> body) {
        database.transact(connection -> {
            body.accept(connection);
            connection.transaction().user(user).describe(description).property(key, value);
            return null;
        });
        return database.undoLog(0, 1).get(0).tid();
    }

    private AuditEntry entry(long tid) {
        return entries(AuditQuery.everything()).stream()
                .filter(entry -> entry.tid() == tid)
                .findFirst()
                .orElseThrow();
    }

    private List<Long> tids(AuditQuery query) {
        return entries(query).stream().map(AuditEntry::tid).toList();
    }

    private List<AuditEntry> entries(AuditQuery query) {
        try (Stream<AuditEntry> found = database.audit(query)) {
            return found.map(AuditConformance::read).toList();
        }
    }

    /** With its changes in memory, which a pack may take. */
    private static AuditEntry read(AuditEntry entry) {
        return new AuditEntry(
                entry.tid(),
                entry.time(),
                entry.user(),
                entry.description(),
                entry.properties(),
                entry.otherResources(),
                entry.undone(),
                List.copyOf(entry.changes()));
    }
}
