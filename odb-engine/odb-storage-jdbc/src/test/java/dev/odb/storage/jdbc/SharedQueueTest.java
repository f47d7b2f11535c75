package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.TaskOptions;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that send to one queue and take from it. */
class SharedQueueTest {
    private static final String QUEUE = "jobs";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int CROWD = (int) (2_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Engine> engines = new ArrayList<>();
    private Servers servers;

    @BeforeEach
    void share() {
        servers = new Servers(Databases.h2(folder));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        engines.forEach(Engine::close);
    }

    private Engine server() {
        return opened(servers.open());
    }

    private Engine opened(Engine engine) {
        engines.add(engine);
        return engine;
    }

    private static long send(Engine server, String key, int number) {
        return send(server, new Job(key, number), TaskOptions.inOrderOf(key));
    }

    private static long send(Engine server, Job job, TaskOptions options) {
        return server.transact(c -> c.queue(QUEUE).send(job, options));
    }

    /** Does the task in a transaction, and says which it was; null if it is gone. */
    private static String deliver(Engine server, ClaimedTask claimed) {
        String text = server.transact(c -> {
            Job job = (Job) claimed.receive(c);
            if (job == null) {
                return null;
            }
            job.done("somebody");
            return job.key + job.number;
        });
        claimed.delivered();
        return text;
    }

    @Test
    void idleConsumer_getsWhatAnotherServerSends() throws Exception {
        Engine sender = server();
        Engine taker = server();
        try (TaskConsumer consumer = taker.taskConsumer(QUEUE)) {
            ClaimedTask[] claimed = new ClaimedTask[1];
            Thread waiting = new Thread(() -> claimed[0] = claim(consumer));
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                assertThat(waiting.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            send(sender, "a", 1);
            waiting.join();
            assertThat(deliver(taker, claimed[0])).isEqualTo("a1");
        }
    }

    private static ClaimedTask claim(TaskConsumer consumer) {
        try {
            return consumer.claim(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first one has all stripes until the second one comes. */
    @Test
    void newcomer_getsStripesAndEachTaskIsGivenOutOnce() throws Exception {
        Engine first = server();
        Engine second = server();
        Set<Long> sent = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            sent.add(send(first, "key" + i, i));
        }
        try (TaskConsumer ofFirst = first.taskConsumer(QUEUE)) {
            List<Long> given = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                given.add(delivered(first, claim(ofFirst)));
            }
            try (TaskConsumer ofSecond = second.taskConsumer(QUEUE)) {
                // when it gets one the other has let go of its stripe
                given.add(delivered(second, claim(ofSecond)));
                Map<Engine, Integer> counts = new HashMap<>();
                while (given.size() < 200) {
                    for (Engine server : List.of(first, second)) {
                        ClaimedTask next = (server == first ? ofFirst : ofSecond).claim(Duration.ofMillis(1));
                        if (next != null) {
                            given.add(delivered(server, next));
                            counts.merge(server, 1, Integer::sum);
                        }
                    }
                }
                // of 16 stripes each has half
                assertThat(counts.get(first)).isGreaterThan(20);
                assertThat(counts.get(second)).isGreaterThan(20);
                assertThat(given).containsExactlyInAnyOrderElementsOf(sent);
            }
        }
    }

    private static long delivered(Engine server, ClaimedTask task) {
        assertThat(deliver(server, task)).isNotNull();
        return task.id();
    }

    /** Both are convinced that the stripe is theirs, and both work on the task: the one that commits second does it again, in vain. */
    @Test
    void leaseLostWhileDelivering_taskIsDoneOnce() throws Exception {
        List<Engine> both =
                List.of(opened(servers.openConvincedOfItsLeases()), opened(servers.openConvincedOfItsLeases()));
        Job job = new Job("a", 1);
        long id = both.get(0).transact(c -> {
            c.roots().put("job", job);
            return c.queue(QUEUE).send(job);
        });
        CyclicBarrier bothHaveIt = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();
        List<Future<Boolean>> done = new ArrayList<>();
        for (Engine server : both) {
            done.add(threads.submit(() -> {
                ClaimedTask claimed = server.taskConsumer(QUEUE).claim(LONG);
                assertThat(claimed.id()).isEqualTo(id);
                boolean mine = server.transact(c -> {
                    Job received = (Job) claimed.receive(c);
                    if (attempts.incrementAndGet() <= 2) {
                        bothHaveIt.await();
                    }
                    if (received != null) {
                        received.done("somebody");
                    }
                    return received != null;
                });
                claimed.release();
                return mine;
            }));
        }
        assertThat(List.of(done.get(0).get(), done.get(1).get())).containsExactlyInAnyOrder(true, false);
        assertThat(attempts).as("attempts").hasValue(3);
        int times = both.get(1).transact(c -> ((Job) c.roots().get("job")).times());
        assertThat(times).isEqualTo(1);
    }

    /** Consumers come and go meanwhile, so stripes move. */
    @Test
    void crowdOnTwoServers_takesEachTaskOnceAndInOrderOfItsKey() throws Exception {
        List<Engine> both = List.of(server(), server());
        Map<String, List<Integer>> taken = new HashMap<>();
        Set<Engine> takers = ConcurrentHashMap.newKeySet();
        AtomicInteger left = new AtomicInteger(2 * CROWD);
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < both.size(); i++) {
            Engine server = both.get(i);
            String sender = "s" + i;
            work.add(() -> {
                for (int n = 0; n < CROWD; n++) {
                    send(server, sender + "." + n % 7 + " ", n);
                }
                return null;
            });
            for (int k = 0; k < 2; k++) {
                work.add(() -> consume(server, taken, takers, left));
            }
        }
        for (Future<Void> each : threads.invokeAll(work, 5, TimeUnit.MINUTES)) {
            each.get();
        }
        assertThat(taken.values())
                .allSatisfy(numbers -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
        assertThat(taken.values().stream().mapToInt(List::size).sum()).isEqualTo(2 * CROWD);
        assertThat(takers).containsExactlyInAnyOrderElementsOf(both);
        assertThat(both.get(0).taskQueues()).singleElement().satisfies(queue -> assertThat(queue.waiting())
                .isZero());
    }

    private static Void consume(Engine server, Map<String, List<Integer>> taken, Set<Engine> takers, AtomicInteger left)
            throws InterruptedException {
        while (left.get() > 0) {
            try (TaskConsumer consumer = server.taskConsumer(QUEUE)) {
                for (int i = 0; i < 20 && left.get() > 0; i++) {
                    ClaimedTask claimed = consumer.claim(Duration.ofMillis(100));
                    if (claimed != null) {
                        String text = server.transact(c -> {
                            Job job = (Job) claimed.receive(c);
                            return job == null ? null : job.key + job.number;
                        });
                        if (text != null) {
                            // before anybody can take the next of its key
                            synchronized (taken) {
                                String[] parts = text.split(" ");
                                taken.computeIfAbsent(parts[0], key -> new ArrayList<>())
                                        .add(Integer.valueOf(parts[1]));
                            }
                            takers.add(server);
                            left.decrementAndGet();
                        }
                        claimed.delivered();
                    }
                }
            }
        }
        return null;
    }

    @Test
    void parkedAndDelayedTasks_areTheSameForAll() throws Exception {
        Engine first = server();
        Engine second = server();
        try (TaskConsumer ofFirst = first.taskConsumer(QUEUE)) {
            long parked = send(first, "a", 1);
            long dropped = send(second, "b", 2);
            send(second, new Job("c", 3), TaskOptions.after(Duration.ofDays(1)));
            ofFirst.claim(LONG).park(new IllegalStateException("no"));
            ofFirst.claim(LONG).park(new IllegalStateException("no"));

            assertThat(second.parkedTasks(QUEUE, 0, 10))
                    .extracting(task -> task.id())
                    .containsExactlyInAnyOrder(parked, dropped);
            second.dropTask(QUEUE, dropped);
            second.resubmitTask(QUEUE, parked);
            assertThat(first.parkedTasks(QUEUE, 0, 10)).isEmpty();
            assertThat(deliver(first, ofFirst.claim(LONG))).isEqualTo("a1");
            assertThat(first.taskQueues()).singleElement().satisfies(queue -> {
                assertThat(queue.waiting()).isEqualTo(1);
                assertThat(queue.delayed()).isEqualTo(1);
            });
        }
    }

    /** As when a server is killed after it has prepared: its task is in doubt, and nobody else's. */
    @Test
    void branchInDoubtOfAnotherServer_holdsBackItsTaskAndItsKeyOnly() throws Exception {
        // it does not wait for what is not decided meanwhile
        Engine alive = opened(servers.open(Duration.ofMillis(20)));
        Engine dead = server();
        long doubtful = send(dead, "a", 1);
        send(dead, "a", 2);
        BranchId id = new BranchId(7, new byte[] {1}, new byte[] {2});
        TaskConsumer gone = dead.taskConsumer(QUEUE);
        ClaimedTask claimed = gone.claim(LONG);
        Branch branch = dead.begin(new BranchSettings("", () -> true));
        claimed.receive(branch.session(Job.class.getClassLoader()));
        branch.session(Job.class.getClassLoader()).queue(QUEUE).send(new Job("z", 1));
        branch.prepare(id);
        engines.remove(dead);
        dead.close();

        Set<String> got = new HashSet<>();
        try (TaskConsumer consumer = alive.taskConsumer(QUEUE)) {
            ClaimedTask first = consumer.claim(LONG);
            assertThat(first.id()).isEqualTo(doubtful);
            assertThatThrownBy(() -> deliver(alive, first))
                    .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.lostOids())
                            .contains(doubtful));
            first.putOff(Duration.ofDays(1));
            for (int i = 0; i < 100; i++) {
                send(alive, "b" + i, i);
                got.add(deliver(alive, consumer.claim(LONG)));
            }
            assertThat(got).hasSize(100).noneMatch(text -> text.startsWith("a"));

            alive.commitPrepared(id);
            got.clear();
            got.add(deliver(alive, consumer.claim(LONG)));
            got.add(deliver(alive, consumer.claim(LONG)));
            assertThat(got).containsExactlyInAnyOrder("a2", "z1");
        }
    }
}
