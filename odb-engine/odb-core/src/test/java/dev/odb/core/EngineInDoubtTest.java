package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.BranchInDoubt;
import dev.odb.ConflictException;
import dev.odb.DetachedObjectException;
import dev.odb.ObjectInDoubt;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.Outcome;
import dev.odb.PackOptions;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.DecidedByHandException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TestClock;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch in doubt whose transaction manager does not come back: what others meet, and what an administrator can do. */
class EngineInDoubtTest {
    /** As Narayana writes it: a number of 28 bytes, then the node. */
    static final BranchId ID = new BranchId(131077, global("node-7"), new byte[] {1, 2});

    private static final OdbConfiguration CONFIGURATION = OdbConfiguration.of("odb:memory:in-doubt")
            .withLockWait(Duration.ofMillis(1))
            .withReplays(0);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final List<Object> told = new ArrayList<>();
    protected Engine database;
    private Instant prepared;
    private Team inDoubt;

    private static byte[] global(String node) {
        byte[] id = Arrays.copyOf(new byte[] {9, 8, 7}, 28 + node.length());
        System.arraycopy(node.getBytes(StandardCharsets.UTF_8), 0, id, 28, node.length());
        return id;
    }

    /** A new storage. */
    protected Storage create(TestClock withClock) throws Exception {
        return new FaultyDisk(folder).openStorage(new FileSettings(1 << 20, 4096, withClock));
    }

    @BeforeEach
    void prepare() throws Exception {
        prepared = Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofHours(3));
        clock.set(prepared);
        database = Engine.open(CONFIGURATION, create(clock));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "before");
        database.transact(c -> c.root("other", Team.class, Team::new).title = "free");
        Branch branch = database.begin(new BranchSettings("anna", () -> true));
        var session = branch.session(Team.class.getClassLoader());
        session.transaction().describe("moves money").afterCompletion(told::add);
        inDoubt = session.root("team", Team.class);
        inDoubt.title = "after";
        assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
        clock.set(prepared.plus(Duration.ofHours(3)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String title() {
        return database.transact(c -> c.root("team", Team.class).title);
    }

    private void rename(String title) {
        database.transact(c -> c.root("team", Team.class).title = title);
    }

    private long oid() {
        return database.transact(c -> c.oid(c.root("team", Team.class)));
    }

    @Test
    void writerOfItsObjects_isToldBranchAgeAndOids() {
        ConflictException refused = catchThrowableOfType(ConflictException.class, () -> rename("mine"));
        assertThat(refused.code()).isEqualTo("ODB-3004");
        assertThat(refused)
                .hasMessageContaining("prepared branch " + ID + " of node 'node-7'")
                .hasMessageContaining("prepared 3 h ago (at " + prepared + ")")
                .hasMessageContaining("It holds objects " + oid() + " to write.")
                .hasMessageContaining("branchesInDoubt()");
        assertThat(refused.oid()).isEqualTo(oid());
        assertThat(refused.className()).isEqualTo(Team.class.getName());
    }

    @Test
    void everybodyElse_goesOn() {
        assertThat(title()).isEqualTo("before");
        database.transact(c -> c.root("other", Team.class).title = "changed");
        assertThat(database.pack(PackOptions.keeping(Duration.ZERO)).after().objects())
                .isPositive();
        assertThat(title()).isEqualTo("before");
        assertThatThrownBy(() -> rename("mine")).hasMessageContaining("ODB-3004");
        database.commitPrepared(ID);
        assertThat(title()).isEqualTo("after");
    }

    @Test
    void list_saysWhatItIsAndWhatItHolds() {
        BranchInDoubt found = database.branchesInDoubt().get(0);
        ObjectInDoubt object = found.objects().get(0);
        assertThat(object.state()).contains("\"title\":\"after\"");
        assertThat(found)
                .isEqualTo(new BranchInDoubt(
                        ID.toString(),
                        "node-7",
                        prepared,
                        "anna",
                        "moves money",
                        1,
                        0,
                        List.of(new ObjectInDoubt(oid(), Team.class.getName(), object.before(), object.state())),
                        List.of(),
                        Outcome.UNKNOWN,
                        null,
                        0));
        assertThat(object.before()).isEqualTo(database.history(oid(), 1).get(0).tid());
        assertThat(database.branchesInDoubt(0).get(0).objects()).isEmpty();
        assertThatThrownBy(() -> database.branchesInDoubt(-1)).hasMessageContaining("ODB-3943");
    }

    /** Who waits is listed, and goes on once somebody has decided. */
    @Test
    void waitingWriter_isListedAndGoesOnAfterTheDecision() throws Exception {
        database.close();
        database = Engine.open(CONFIGURATION.withLockWait(Duration.ofMinutes(1)), create(clock));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "before");
        Branch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(Team.class.getClassLoader()).root("team", Team.class).title = "after";
        branch.prepare(ID);
        ExecutorService threads = Executors.newSingleThreadExecutor(run -> new Thread(run, "patient"));
        try {
            Future<?> writer = threads.submit(() -> rename("mine"));
            List<String> waiting = List.of();
            while (waiting.isEmpty()) {
                assertThat(writer.isDone()).isFalse();
                Thread.onSpinWait();
                waiting = database.branchesInDoubt(0).get(0).waiting();
            }
            assertThat(waiting).containsExactly("a transaction of thread 'patient'");
            database.rollbackBranch(ID.toString());
            writer.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(title()).isEqualTo("mine");
    }

    @Test
    void committedByHand_isAsCommittedAndIsTold() {
        database.commitBranch(ID.toString());
        assertThat(title()).isEqualTo("after");
        assertThat(inDoubt.title).isEqualTo("after");
        assertThat(told).containsExactly(Outcome.COMMITTED);
        rename("later");
        BranchInDoubt found = database.branchesInDoubt().get(0);
        assertThat(found)
                .isEqualTo(new BranchInDoubt(
                        ID.toString(),
                        "node-7",
                        prepared,
                        "",
                        "",
                        0,
                        0,
                        List.of(),
                        List.of(),
                        Outcome.COMMITTED,
                        clock.instant(),
                        found.tid()));
        assertThat(database.history(oid(), 2).get(1).tid()).isEqualTo(found.tid());
        assertThat(catchThrowableOfType(DecidedByHandException.class, () -> database.rollbackPrepared(ID))
                        .decision()
                        .committed())
                .isTrue();
        database.forgetBranch(ID.toString());
        assertThat(database.branchesInDoubt()).isEmpty();
        assertThatThrownBy(() -> database.commitPrepared(ID)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void rolledBackByHand_isAsRolledBackAndIsTold() {
        database.rollbackBranch(ID.toString());
        assertThat(title()).isEqualTo("before");
        assertThatThrownBy(() -> inDoubt.title.length()).isInstanceOf(DetachedObjectException.class);
        assertThat(told).containsExactly(Outcome.ROLLED_BACK);
        rename("later");
        assertThat(database.branchesInDoubt())
                .extracting(BranchInDoubt::outcome)
                .containsExactly(Outcome.ROLLED_BACK);
        assertThatThrownBy(() -> database.commitPrepared(ID))
                .isInstanceOf(DecidedByHandException.class)
                .hasMessageContaining("was rolled back by hand at " + clock.instant());
    }

    @Test
    void whatCannotBeDone_isSaid() {
        String id = ID.toString();
        assertCode("ODB-3982", () -> database.forgetBranch(id));
        assertCode("ODB-3980", () -> database.commitBranch("1:02:03"));
        assertCode("ODB-3980", () -> database.rollbackBranch("1:02:03"));
        assertCode("ODB-3983", () -> database.forgetBranch("1:02:03"));
        for (String none : new String[] {"", "x", "1:2:3:4", "1:zz:00", "99999999999:00:00", "1:0:00", id + ":"}) {
            assertCode("ODB-3981", () -> database.commitBranch(none));
        }
        database.commitBranch(id);
        assertCode("ODB-4210", () -> database.commitBranch(id));
        assertCode("ODB-4210", () -> database.rollbackBranch(id));
        database.forgetBranch(id);
        assertCode("ODB-3983", () -> database.forgetBranch(id));
        assertCode("ODB-3980", () -> database.commitBranch(id));
    }

    private static void assertCode(String code, Runnable call) {
        assertThat(catchThrowableOfType(OdbException.class, call::run).code()).isEqualTo(code);
    }

    /** They are decided together, so waiting would only use up the time of both. */
    @Test
    void branchOfTheSameGlobalTransaction_isRefusedAtOnce() {
        Branch second = database.begin(new BranchSettings("", () -> true));
        second.session(Team.class.getClassLoader()).root("team", Team.class).title = "second";
        assertThatThrownBy(() -> second.prepare(new BranchId(ID.formatId(), ID.globalId(), new byte[] {3})))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("ODB-3005")
                .hasMessageContaining("is held by another branch of the same global transaction");
        database.commitPrepared(ID);
        assertThat(title()).isEqualTo("after");
    }
}
