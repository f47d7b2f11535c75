package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseAdministration;
import dev.odb.ParkedTask;
import dev.odb.TaskOptions;
import dev.odb.TaskQueueInfo;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.ra.inflow.OdbTaskActivation;
import jakarta.transaction.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners that do what nobody expects of a listener, on the real queue: each task has its effect once, or is parked. */
class HostileTaskTest {
    private static final String QUEUE = "hostile";
    private static final int ATTEMPTS = 3;

    private final TestServer server = TestServer.inMemory();
    private final Listener bean = new Listener();
    private final TestEndpoints endpoints = new TestEndpoints(server.transactions, OdbTaskListener.class, bean);
    private OdbConnectionFactoryImpl factory;

    private static final class Listener implements OdbTaskListener<Account> {
        private final List<Integer> calls = new CopyOnWriteArrayList<>();
        private volatile Work work = task -> {};

        @Override
        public void onTask(Account task) throws Exception {
            calls.add(task.balance());
            work.on(task);
        }
    }

    private interface Work {
        void on(Account task) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setAdminRole("*");
        factory = (OdbConnectionFactoryImpl) definition.createConnectionFactory(server.connections);
        server.create(factory, "account", 100);
        activate(server, endpoints);
    }

    private static void activate(TestServer server, TestEndpoints endpoints) throws Exception {
        OdbTaskActivation activation = new OdbTaskActivation();
        activation.setQueue(QUEUE);
        activation.setConsumers("2");
        activation.setAttempts(Integer.toString(ATTEMPTS));
        activation.setBackoffMillis("1");
        server.adapter.endpointActivation(endpoints, activation);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(endpoints.open).as("endpoints that were not released").hasValue(0);
    }

    private DatabaseAdministration administration() {
        return factory.database().administration();
    }

    /** Joins the thread's transaction. */
    private long send(int number, TaskOptions options) {
        return with(factory, c -> c.queue(QUEUE).send(new Account(number), options));
    }

    private void sendAlone(int... numbers) throws Exception {
        server.inTransaction(() -> {
            with(factory, c -> {
                c.transaction().describe("sends");
                return null;
            });
            for (int number : numbers) {
                send(number, TaskOptions.DEFAULT);
            }
        });
    }

    private TaskQueueInfo awaitQueue(Predicate<TaskQueueInfo> state) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            TaskQueueInfo queue = administration().taskQueues().get(0);
            if (state.test(queue)) {
                return queue;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(queue);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Nothing waits, nobody works, and so many are parked. */
    private void awaitEnd(int parked) {
        assertThat(awaitQueue(queue -> queue.waiting() == 0 && queue.claimed() == 0)
                        .parked())
                .isEqualTo(parked);
    }

    private ParkedTask onlyParked() {
        awaitEnd(1);
        return administration().parkedTasks(QUEUE, 0, 10).get(0);
    }

    private int balance() throws Exception {
        return server.balance(factory, "account");
    }

    private int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    @Test
    void realStackOverflow_parksTheTaskAfterItsAttempts_andOthersGoOn() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            if (task.balance() == 1) {
                endless(0);
            }
        };
        sendAlone(1, 2, 3);

        ParkedTask parked = onlyParked();

        assertThat(parked.attempts()).isEqualTo(ATTEMPTS);
        assertThat(parked.reason()).contains("StackOverflowError");
        assertThat(parked.stack()).contains("endless");
        assertThat(balance()).as("the two others, once each").isEqualTo(102);
    }

    @Test
    void listenerThatSendsToItsOwnQueue_hasEachTaskOnce_andNoneOfAFailedAttempt() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            if (task.balance() > 0) {
                send(task.balance() - 1, TaskOptions.inOrderOf("chain"));
            }
            if (bean.calls.size() % 2 == 1) {
                throw new IOException("the first attempt of each fails");
            }
        };
        sendAlone(5);

        awaitEnd(0);

        assertThat(bean.calls).containsExactly(5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0);
        assertThat(balance()).isEqualTo(106);
    }

    /** A method with REQUIRES_NEW: what it commits is not the delivery's, and happens at least once. */
    @Test
    void transactionOfItsOwn_isCommittedWithEachAttempt() throws Exception {
        bean.work = task -> {
            if (task.balance() != 1) {
                return;
            }
            server.inOtherTransaction(() -> {
                add(factory, "account", 1);
                send(2, TaskOptions.DEFAULT);
            });
            if (bean.calls.stream().filter(number -> number == 1).count() == 1) {
                throw new IOException("once");
            }
        };
        sendAlone(1);

        awaitEnd(0);

        assertThat(bean.calls).containsExactlyInAnyOrder(1, 1, 2, 2);
        assertThat(balance()).isEqualTo(102);
    }

    @Test
    void listenerThatUndoesTheSendingInItsOwnTransaction_isParked() throws Exception {
        bean.work = task -> with(factory, c -> {
            c.undo(sending());
            return null;
        });
        sendAlone(1);

        assertThat(onlyParked().reason()).contains("UndoException");
        assertThat(bean.calls).hasSize(ATTEMPTS);
    }

    private long sending() {
        return administration().undoLog(0, 100).stream()
                .filter(each -> each.description().equals("sends"))
                .findFirst()
                .orElseThrow()
                .tid();
    }

    /** The delivery loses to the undo, and its replay finds that there is nothing to do. */
    @Test
    void taskWhoseSendingIsUndoneMeanwhile_isLeftAlone() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            server.inOtherTransaction(() -> with(factory, c -> {
                c.undo(sending());
                return null;
            }));
        };
        sendAlone(1);

        awaitEnd(0);

        assertThat(bean.calls).containsExactly(1);
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void listenerThatPacks_isDelivered() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            administration().pack(Duration.ZERO);
        };
        server.inTransaction(() -> {
            for (int number = 1; number <= 3; number++) {
                send(number, TaskOptions.inOrderOf("one pack at a time"));
            }
        });

        awaitEnd(0);

        assertThat(bean.calls).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(balance()).isEqualTo(103);
    }

    @Test
    void listenerThatTakesLongerThanItsTransactionMay_failsAndHoldsNothingUp() throws Exception {
        endpoints.timeout = 1;
        bean.work = task -> {
            add(factory, "account", 1);
            while (task.balance() == 1
                    && bean.calls.size() < 2
                    && server.transactions.getStatus() == Status.STATUS_ACTIVE) {
                LockSupport.parkNanos(1_000_000);
            }
        };
        sendAlone(1);

        awaitEnd(0);

        assertThat(bean.calls).containsExactly(1, 1);
        assertThat(balance()).as("of the attempt that was in time").isEqualTo(101);
    }

    /** The task itself is an object like any other. */
    @Test
    void taskThatOthersChangeMeanwhile_isReplayedWithWhatItIsThen() throws Exception {
        bean.work = task -> {
            task.add(1);
            if (bean.calls.size() == 1) {
                server.inOtherTransaction(() -> add(factory, "account", 10));
            }
        };
        server.inTransaction(() -> with(factory, c -> c.queue(QUEUE).send(c.root("account", Account.class))));

        awaitEnd(0);

        assertThat(bean.calls).containsExactly(100, 110);
        assertThat(balance()).isEqualTo(111);
    }

    @Test
    void taskOfAKeyThatIsParked_letsThoseBehindItThroughInOrder() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            if (task.balance() == 2) {
                throw new IOException("never");
            }
        };
        server.inTransaction(() -> {
            for (int number = 1; number <= 4; number++) {
                send(number, TaskOptions.inOrderOf("one"));
            }
        });

        assertThat(onlyParked().reason()).contains("never");
        assertThat(bean.calls).containsExactly(1, 2, 2, 2, 3, 4);
        assertThat(balance()).isEqualTo(103);
    }

    /** As two adapters of a server, or two definitions of one database. */
    @Test
    void secondBeanOnTheQueue_sharesItsTasks() throws Exception {
        TestEndpoints second = new TestEndpoints(server.transactions, OdbTaskListener.class, bean);
        activate(server, second);
        int[] numbers = new int[100];
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
            all.add(i);
        }
        sendAlone(numbers);

        awaitEnd(0);

        assertThat(bean.calls).containsExactlyInAnyOrderElementsOf(all);
        assertThat(factory.database().administration().statistics().conflicts().lost())
                .isZero();
    }

    /** It knows alone who works on what, so a second process or adapter must not take from the same database. */
    @Test
    void secondAdapter_isRefusedTheDatabase() {
        TestServer other = TestServer.at(server.url);
        assertThatThrownBy(() -> with(other.factory(), c -> c.root("account", Account.class)))
                .hasMessageContaining("ODB-");
        other.close();
    }
}
