package dev.odb.core.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.Savepoint;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.evolution.Generation;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.storage.BranchId;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two deployments, each with its version of the classes {@code app.Board} and {@code app.Issue}, in one transaction. */
class ClassViewsTest {
    private static final String MAIN =
            """
            class Main {
                static Object start(OdbConnection c) { return c.root("board", Board.class, Board::new); }
                static Board board(OdbConnection c) { return c.root("board", Board.class); }
                static Object add(OdbConnection c) { return board(c).add("A"); }
                static Object addB(OdbConnection c) { return board(c).add("B"); }
                static Object title(OdbConnection c) { return issue(c, "A").title; }
                static Object titleOfB(OdbConnection c) { return issue(c, "B").title; }
                static Object keys(OdbConnection c) { return List.copyOf(board(c).issues.keySet()).toString(); }
                static Object retitle(OdbConnection c) { issue(c, "A").title = "new"; return null; }
                static Object retitleB(OdbConnection c) { issue(c, "B").title = "new"; return null; }
                static Object bytes(OdbConnection c) { return issue(c, "A").bytes; }
                static Object count(OdbConnection c) { board(c).count.add(1); return null; }
                static Object counted(OdbConnection c) { return board(c).count.get(); }
                static Object attached(OdbConnection c) { return issue(c, "A").attached; }
                static Object put(OdbConnection c) { c.roots().put("late", new Issue("late")); return null; }
                static Object late(OdbConnection c) { return c.root("late", Issue.class).title; }
                static Object made(OdbConnection c) { return c.root("made", Issue.class, () -> new Issue("made")).title; }
                static Object plain(OdbConnection c) { return c.root("plain", BTreeMap.class, BTreeMap::new); }
                static Object first(OdbConnection c) {
                    ((BTreeMap<String, Object>) plain(c)).put("1", new Issue("first"));
                    return null;
                }
                static Object readFirst(OdbConnection c) {
                    return ((Issue) ((BTreeMap<String, Object>) plain(c)).get("1")).title;
                }
                static Object send(OdbConnection c) {
                    return c.queue("views").send(issue(c, "A"), TaskOptions.inOrderOf("k"));
                }
                private static Issue issue(OdbConnection c, String key) { return board(c).issues.get(key); }
            }
            """;
    private static final String BOARD =
            """
            @Persistent class Board {
                PersistentMap<String, Issue> issues = new PersistentMap<>();
                Counter count = new Counter();
                Issue add(String key) { Issue issue = new Issue("of " + key); issues.put(key, issue); return issue; }
            }
            """;
    private static final String ISSUE = "@Persistent class Issue { String title; byte[] bytes = {0}; Object attached;"
            + " Issue(String title) { this.title = title; } }";
    private static final String NEWER_ISSUE =
            "@Persistent class Issue { String title; byte[] bytes = {0}; Object attached;"
                    + " int priority = 7; Issue(String title) { this.title = title; } }";

    private static Generation older;
    private static Generation newer;

    private final Engine database = Engine.open(OdbConfiguration.of("odb:memory:class-views"));
    private Branch branch;
    private OdbConnection one;
    private OdbConnection two;

    @BeforeAll
    static void compile(@TempDir Path folder) throws IOException {
        older = Generation.of(folder, MAIN, BOARD, ISSUE);
        newer = Generation.of(folder, MAIN, BOARD, NEWER_ISSUE);
    }

    @BeforeEach
    void start() {
        older.call(database, "start");
        older.call(database, "add");
        older.call(database, "addB");
        begin();
    }

    @AfterEach
    void close() {
        branch.rollback();
        database.close();
    }

    private void begin() {
        branch = database.begin(new BranchSettings("", () -> true));
        one = branch.session(older.loader());
        two = branch.session(newer.loader());
    }

    @Test
    void deploymentsOfOneTransaction_sendTasksEachAndTakeThoseOfOthers() throws Exception {
        long first = (Long) older.call(one, "send");
        long second = (Long) newer.call(two, "send");
        long third = (Long) older.call(one, "send");
        commit();

        try (TaskConsumer consumer = database.taskConsumer("views")) {
            for (long id : new long[] {first, second, third}) {
                ClaimedTask claimed = consumer.claim(Duration.ZERO);
                assertThat(claimed.id()).isEqualTo(id);
                Object task = claimed.receive(id == second ? one : two);
                assertThat(task.getClass().getClassLoader()).isEqualTo((id == second ? older : newer).loader());
                commit();
                claimed.delivered();
            }
        }
        assertThat(database.statistics().conflicts().lost()).isZero();
    }

    private void commit() {
        branch.commit();
        begin();
    }

    @Test
    void eachDeployment_hasObjectsOfItsOwnClasses() {
        Object mine = older.call(one, "board");
        Object theirs = newer.call(two, "board");

        assertThat(mine).isNotSameAs(theirs);
        assertThat(mine.getClass().getClassLoader()).isSameAs(older.loader());
        assertThat(theirs.getClass().getClassLoader()).isSameAs(newer.loader());
        assertThat(one.oid(mine)).isEqualTo(two.oid(theirs));
    }

    @Test
    void changeOfOne_isReadByTheOther() {
        assertThat(newer.call(two, "title")).isEqualTo("of A");

        older.call(one, "retitle");

        assertThat(newer.call(two, "title")).isEqualTo("new");
        commit();
        assertThat(newer.call(two, "title")).isEqualTo("new");
        assertThat(older.call(one, "title")).isEqualTo("new");
    }

    /** Without a call of a connection in between: the object itself takes the way into its view. */
    @Test
    void objectThatIsKept_readsWhatTheOtherHasChanged() throws Exception {
        Object issue = older.call(one, "add");
        commit();
        issue = value(older.call(one, "board"), "issues");
        Object kept = ((java.util.Map<?, ?>) issue).get("A");
        assertThat(value(kept, "title")).isEqualTo("of A");

        newer.call(two, "retitle");
        newer.call(two, "title");
        // a change of this side, which turns to it
        older.call(one, "retitleB");

        assertThat(value(kept, "title")).isEqualTo("new");
    }

    private static Object value(Object object, String field) throws Exception {
        var getter = object.getClass().getDeclaredMethod("$odb_get_" + field, object.getClass());
        getter.setAccessible(true);
        return getter.invoke(null, object);
    }

    @Test
    void bothChangeDifferentObjects_oneCommit() {
        older.call(one, "retitle");
        newer.call(two, "retitleB");
        branch.commit();
        begin();

        assertThat(older.call(one, "title")).isEqualTo("new");
        assertThat(older.call(one, "titleOfB")).isEqualTo("new");
        assertThat(database.undoLog(0, 1)).hasSize(1);
        assertThat(one.serial(older.call(one, "board"))).isPositive();
    }

    @Test
    void bothChangeOneObject_isAnErrorThatNamesBoth() {
        older.call(one, "retitle");

        assertThatThrownBy(() -> newer.call(two, "retitle"))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-2780")
                .hasMessageContaining(older.loader().toString())
                .hasMessageContaining(newer.loader().toString());
        // and what the first has done stands
        branch.commit();
        begin();
        assertThat(newer.call(two, "title")).isEqualTo("new");
    }

    @Test
    void newObjectsOfOne_areReadByTheOther() {
        older.call(one, "put");

        assertThat(newer.call(two, "late")).isEqualTo("late");
        commit();
        assertThat(newer.call(two, "late")).isEqualTo("late");
    }

    @Test
    void rootThatOneCreates_isSeenByTheOther() {
        assertThat(older.call(one, "made")).isEqualTo("made");
        assertThat(newer.call(two, "made")).isEqualTo("made");
        assertThat(older.call(one, "made")).isEqualTo("made");
    }

    @Test
    void silentChangeOfOne_isReadByTheOtherAndStored() {
        byte[] bytes = (byte[]) older.call(one, "bytes");
        newer.call(two, "retitleB");
        bytes[0] = 9;
        older.call(one, "title");

        assertThat((byte[]) newer.call(two, "bytes")).containsExactly(9);
        commit();
        assertThat((byte[]) newer.call(two, "bytes")).containsExactly(9);
    }

    @Test
    void silentChangeOfWhatTheOtherHasChanged_isAnError() {
        byte[] bytes = (byte[]) older.call(one, "bytes");
        newer.call(two, "retitle");
        bytes[0] = 9;

        assertThatThrownBy(() -> branch.commit()).hasMessageContaining("ODB-2780");
    }

    @Test
    void savepoint_coversBoth() {
        older.call(one, "retitle");
        Savepoint savepoint = two.savepoint();
        newer.call(two, "retitleB");
        older.call(one, "put");

        savepoint.rollback();

        assertThat(older.call(one, "title")).isEqualTo("new");
        assertThat(newer.call(two, "titleOfB")).isEqualTo("of B");
        assertThat(one.roots()).doesNotContainKey("late");
        // what was undone belongs to nobody
        older.call(one, "retitleB");
        commit();
        assertThat(newer.call(two, "title")).isEqualTo("new");
        assertThat(newer.call(two, "titleOfB")).isEqualTo("new");
    }

    @Test
    void rollback_isOfBoth() {
        Object mine = older.call(one, "add");
        newer.call(two, "retitleB");
        branch.rollback();
        begin();

        assertThat(older.call(one, "titleOfB")).isEqualTo("of B");
        // a new object is unsaved again, with its state, and can be stored by a replay
        assertThat(one.serial(mine)).isZero();
        one.roots().put("again", mine);
        commit();
        assertThat(two.roots()).containsKey("again");
    }

    @Test
    void undoByOne_isSeenByTheOther() {
        older.call(one, "retitle");
        commit();
        assertThat(newer.call(two, "title")).isEqualTo("new");

        one.undo(database.undoLog(0, 1).get(0).tid());

        assertThat(newer.call(two, "title")).isEqualTo("of A");
        commit();
        assertThat(newer.call(two, "title")).isEqualTo("of A");
    }

    @Test
    void preparedBranch_isCommittedByItsIdAlone() {
        older.call(one, "retitle");
        newer.call(two, "retitleB");
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {1});
        assertThat(branch.prepare(id)).isEqualTo(Branch.Vote.PREPARED);

        database.commitPrepared(id);
        begin();

        assertThat(older.call(one, "title")).isEqualTo("new");
        assertThat(older.call(one, "titleOfB")).isEqualTo("new");
    }

    @Test
    void changesThatMerge_mergeInEitherView() {
        newer.call(two, "retitle");
        older.call(one, "count");
        newer.call(two, "titleOfB");
        older.call(database, "count");
        commit();

        assertThat(newer.call(two, "counted")).isEqualTo(2L);
    }

    @Test
    void conflictOfOne_isAConflictOfTheBranch() {
        older.call(one, "retitle");
        newer.call(two, "retitleB");
        older.call(database, "retitle");

        assertThatThrownBy(() -> branch.commit()).isInstanceOf(ConflictException.class);
    }

    @Test
    void copyOfTheOther_isRefused() {
        Object theirs = newer.call(two, "board");

        assertThatThrownBy(() -> one.readCurrent(theirs)).hasMessageContaining("ODB-2783");
        assertThatThrownBy(() -> {
                    one.roots().put("theirs", theirs);
                    branch.commit();
                })
                .hasMessageContaining("ODB-2783");
    }

    /** The record of a newer form is read by older classes, which drop what they do not know. */
    @Test
    void olderClasses_readWhatNewerOnesHaveWritten() {
        newer.call(two, "retitle");
        assertThat(older.call(one, "title")).isEqualTo("new");
        commit();
        older.call(one, "retitle");
        commit();
        assertThat(newer.call(two, "title")).isEqualTo("new");
    }

    @Test
    void deploymentsWithOneClass_shareTheObjects() throws IOException {
        try (URLClassLoader war = new URLClassLoader(new URL[0], older.loader());
                URLClassLoader jar = new URLClassLoader(new URL[0], older.loader())) {
            OdbConnection web = branch.session(war);
            OdbConnection ejb = branch.session(jar);

            assertThat(older.call(web, "board")).isSameAs(older.call(one, "board"));
            older.call(web, "retitle");
            older.call(ejb, "retitle");
            assertThat(older.call(ejb, "title")).isEqualTo("new");
            assertThat(newer.call(two, "title")).isEqualTo("new");
        }
    }

    /** A database that has no object of the application's classes yet says nothing about the deployments. */
    @Test
    void firstObjectOfAClass_isReadByADeploymentThatComesLater() {
        try (Engine empty = Engine.open(OdbConfiguration.of("odb:memory:class-views-empty"))) {
            Branch first = empty.begin(new BranchSettings("", () -> true));
            older.call(first.session(older.loader()), "first");

            assertThat(newer.call(first.session(newer.loader()), "readFirst")).isEqualTo("first");
            first.commit();
        }
    }

    @Test
    void deploymentThatIsGone_isNotHeld() throws Exception {
        WeakReference<ClassLoader> gone = use();
        branch.rollback();
        begin();
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
        }

        assertThat(gone.get()).isNull();
    }

    private WeakReference<ClassLoader> use() throws IOException {
        try (URLClassLoader loader = new URLClassLoader(
                ((URLClassLoader) older.loader()).getURLs(), getClass().getClassLoader())) {
            OdbConnection session = branch.session(loader);
            session.roots().values().forEach(session::oid);
            newer.call(two, "retitle");
            session.roots().values().forEach(session::serial);
            return new WeakReference<>(loader);
        }
    }
}
