package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConcurrentUseException;
import dev.odb.DetachedObjectException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Team;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection and its objects are used by one thread at a time. */
class ThreadGuardTest {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService first = Executors.newSingleThreadExecutor(task -> new Thread(task, "first"));
    private ManagedDatabase database;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "start");
    }

    @AfterEach
    void close() {
        first.shutdownNow();
        database.close();
    }

    private Team waitInside() {
        inside.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Team();
    }

    private static String title(Team team) {
        return team.title;
    }

    private static void assertRefused(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(ConcurrentUseException.class)
                .hasMessageContaining("thread 'first'")
                .hasMessageContaining("'" + Thread.currentThread().getName() + "'");
    }

    @Test
    void secondThread_isRefusedByTheConnectionAndItsObjects() throws Exception {
        OdbConnection c = database.connect();
        Team ghost = c.root("team", Team.class);
        Future<Team> working = first.submit(() -> c.root("other", Team.class, this::waitInside));
        inside.await();
        for (Runnable use : List.<Runnable>of(
                () -> c.root("team", Team.class),
                c::roots,
                () -> c.oid(ghost),
                () -> c.serial(ghost),
                () -> c.readCurrent(ghost),
                () -> c.requireUnchanged(1, 1),
                () -> c.undo(1),
                c::transaction,
                c::commit,
                c::rollback,
                c::close,
                () -> ghost.title.length(),
                () -> ghost.title = "x")) {
            assertRefused(use);
        }
        goOn.countDown();
        Team other = working.get();
        assertThat(ghost.title).as("handed over").isEqualTo("start");
        other.title = "handed over as well";
        c.commit();
        c.close();
    }

    @Test
    void secondThreadInABranch_isRefusedAndTheReaperIsNot() throws Exception {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = branch.session(Team.class.getClassLoader());
        Future<Team> working = first.submit(() -> c.root("other", Team.class, this::waitInside));
        inside.await();
        assertRefused(() -> c.root("team", Team.class));
        branch.markRollbackOnly();
        branch.rollback();
        goOn.countDown();
        assertThatThrownBy(() -> title(working.get())).isInstanceOf(DetachedObjectException.class);
    }

    @Test
    void commitBesideAThreadThatIsInside_rollsTheBranchBack() throws Exception {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = branch.session(Team.class.getClassLoader());
        c.root("team", Team.class).title = "never";
        Future<Team> working = first.submit(() -> c.root("other", Team.class, this::waitInside));
        inside.await();
        assertRefused(branch::commit);
        goOn.countDown();
        assertThatThrownBy(() -> title(working.get())).isInstanceOf(DetachedObjectException.class);
        assertThat(database.<String>transact(t -> t.root("team", Team.class).title))
                .isEqualTo("start");
    }

    @Test
    void closingTheDatabase_closesConnectionsThatAreInUse() throws Exception {
        OdbConnection c = database.connect();
        Future<Team> working = first.submit(() -> c.root("other", Team.class, this::waitInside));
        inside.await();
        database.close();
        goOn.countDown();
        assertThatThrownBy(working::get).isNotNull();
    }

    @Test
    void threadsThatTakeTurns_areNotRefused() throws Exception {
        try (OdbConnection c = database.connect()) {
            Team team = c.root("team", Team.class);
            Callable<String> work = () -> team.title += "+";
            for (int i = 0; i < 100; i++) {
                first.submit(work).get();
                work.call();
            }
            c.commit();
        }
        assertThat(database.<Integer>transact(
                        c -> c.root("team", Team.class).title.length()))
                .isEqualTo("start".length() + 200);
    }
}
