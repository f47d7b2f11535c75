package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.PersistentList;
import dev.odb.core.Engine;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three processes on one PostgreSQL share a queue, a subscription, and an object that all of them change. */
class ThreeServersTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final int JOBS = Math.max(60, (int) (1_000 * SCALE));
    private static final int ADDITIONS = Math.max(50, (int) (400 * SCALE));
    private static final List<String> NAMES = List.of("one", "two", "three");

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    /** The one that hears the changes is killed in the middle. */
    @Test
    @SuppressWarnings("unchecked")
    void oneServerIsKilled_everyJobIsDoneOnceInOrder_andEveryChangeIsHeardOnceInOrder() throws Exception {
        String url = Databases.postgres();
        List<Peer> peers = new ArrayList<>();
        try (Engine database = new Servers(url).open()) {
            database.transact(c -> c.root("heard", PersistentList.class, PersistentList::new));
            long start = database.undoLog(0, 1).get(0).tid();
            database.moveSubscription(QueueServer.FEED, start);
            for (String name : NAMES) {
                peers.add(Peer.start(QueueServer.class, List.of(url, name, Integer.toString(JOBS))));
            }
            Peer killed = killListener(peers);
            if (SCALE < 1) {
                // who opens finds at once that it is gone, and the others need not wait until its time is over
                new Servers(url).open().close();
            }
            for (Peer peer : peers) {
                if (peer != killed) {
                    peer.await("sent");
                }
            }
            List<Peer> alive = new ArrayList<>(peers);
            alive.remove(killed);
            awaitNothingLeft(database, alive);
            for (Peer peer : alive) {
                assertThat(peer.end()).isZero();
            }
            assertJobs(database, NAMES.get(peers.indexOf(killed)));
            assertHeard(database, start);
        } finally {
            peers.forEach(Peer::close);
        }
    }

    /** Once every server has done some jobs, and one has heard some changes. */
    private static Peer killListener(List<Peer> peers) {
        while (true) {
            peers.forEach(Peer::requireAlive);
            boolean allWork = peers.stream().allMatch(peer -> peer.said("done").size() >= 5);
            for (Peer peer : peers) {
                if (allWork && peer.said("heard").size() >= 5) {
                    peer.kill();
                    return peer;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static void awaitNothingLeft(Engine database, List<Peer> peers) {
        while (database.taskQueues().get(0).waiting() > 0
                || database.subscriptions().get(0).waiting() > 0) {
            peers.forEach(Peer::requireAlive);
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    private static void assertJobs(Engine database, String killed) {
        Map<String, Integer> by = new HashMap<>();
        for (String name : NAMES) {
            List<Job> jobs = database.transact(c -> {
                List<Job> all = new ArrayList<>(c.root(QueueServer.list(name), PersistentList.class));
                assertThat(all).as("jobs of " + name).allSatisfy(job -> assertThat(job.times())
                        .isEqualTo(1));
                all.forEach(job -> by.merge(job.by(), 1, Integer::sum));
                IntStream.range(0, QueueServer.KEYS).forEach(key -> assertThat(all.stream()
                                .filter(job -> job.number % QueueServer.KEYS == key)
                                .map(c::serial))
                        .as("when those of one key were done")
                        .isSorted());
                return all;
            });
            if (!name.equals(killed)) {
                assertThat(jobs).hasSize(JOBS);
            }
        }
        System.out.println("Jobs done by " + by + ", of whom " + killed + " was killed");
        assertThat(by.keySet()).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    /** Everything that another subscription is told of, but what the listeners wrote. */
    @SuppressWarnings("unchecked")
    private static void assertHeard(Engine database, long start) throws InterruptedException {
        List<Long> heard = database.transact(c -> List.copyOf(c.root("heard", PersistentList.class)));
        long list = database.transact(c -> c.oid(c.root("heard", PersistentList.class)));
        List<Long> expected = new ArrayList<>();
        database.moveSubscription("check", start);
        try (ChangeSubscription check = database.changeSubscription("check")) {
            for (ChangeEvent each = check.next(Duration.ZERO); each != null; each = check.next(Duration.ZERO)) {
                ChangeEvent change = each;
                if (change.objects().stream().noneMatch(object -> object.oid() == list)) {
                    expected.add(change.tid());
                }
                database.transact(c -> {
                    check.receive(c, change);
                    return null;
                });
                check.delivered(change);
            }
        }
        System.out.println("Changes heard: " + heard.size());
        assertThat(heard).isSorted().isEqualTo(expected);
    }

    /** A field of one object, from two threads of each: none is lost, and nobody needs more than the replays that there are. */
    @Test
    void allAddToOneField_everyoneFinishesWithinTheReplays() throws Exception {
        String url = Databases.postgres();
        List<Peer> peers = new ArrayList<>();
        try (Engine database = new Servers(url).open()) {
            database.transact(c -> c.roots().put("hot", new Job("hot", 0)));
            for (String name : NAMES) {
                peers.add(Peer.start(HotServer.class, List.of(url, name, Integer.toString(ADDITIONS))));
            }
            for (Peer peer : peers) {
                peer.await("ready");
            }
            for (Peer peer : peers) {
                System.out.println(peer.await("attempts"));
                assertThat(peer.end()).isZero();
            }
            int times = database.transact(c -> ((Job) c.roots().get("hot")).times());
            assertThat(times).isEqualTo(NAMES.size() * HotServer.THREADS * ADDITIONS);
        } finally {
            peers.forEach(Peer::close);
        }
    }
}
