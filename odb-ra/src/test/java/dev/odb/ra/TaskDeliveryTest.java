package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import dev.odb.StaleObjectException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.Engine;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.ra.inflow.OdbTaskActivation;
import dev.odb.replay.ConflictScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a task whose delivery succeeds, fails, loses or cannot be made, under the real transaction manager. */
class TaskDeliveryTest {
    private final FaultyEngine engine = new FaultyEngine();
    private final ScriptedInflow queue = new ScriptedInflow(engine);
    private final TestServer server = TestServer.at("odb:memory:task-delivery", queue);
    private final Listener bean = new Listener();
    private final TestEndpoints endpoints = new TestEndpoints(server.transactions, OdbTaskListener.class, bean);
    private final OdbTaskActivation activation = new OdbTaskActivation();
    private OdbConnectionFactoryImpl factory;

    /** The message-driven bean: takes accounts, and does what the test says. */
    private static final class Listener implements OdbTaskListener<Account> {
        private final List<Integer> attempts = new CopyOnWriteArrayList<>();
        private Work work = account -> {};

        @Override
        public void onTask(Account task) throws Exception {
            attempts.add(ConflictScope.current().attempt());
            work.on(task);
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Account task) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        factory = server.factory();
        server.create(factory, "task", 10);
        server.create(factory, "account", 100);
        activation.setQueue("import");
        activation.setConsumers("1");
        activation.setBackoffMillis("1");
        server.adapter.endpointActivation(endpoints, activation);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(endpoints.open).as("endpoints that were not released").hasValue(0);
    }

    /** Taking the task subtracts one from it: with the listener's work, or not at all. */
    private static ScriptedTask task(int failures) {
        return new ScriptedTask(failures, connection -> {
            Account task = connection.root("task", Account.class);
            task.add(-1);
            return task;
        });
    }

    private ScriptedTask.End deliver(ScriptedTask task) throws InterruptedException {
        queue.offer(task);
        return task.end();
    }

    private void assertDone(boolean done) throws Exception {
        assertThat(server.balance(factory, "task")).isEqualTo(done ? 9 : 10);
        assertThat(server.balance(factory, "account")).isEqualTo(done ? 101 : 100);
    }

    @Test
    void taskAndConnections_areOneBranchAndOneCommit() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            assertThat(task).isSameAs(with(factory, c -> c.root("task", Account.class)));
        };

        assertThat(deliver(task(0)).how()).isEqualTo("delivered");

        assertDone(true);
        assertThat(endpoints.resources).singleElement().satisfies(resource -> assertThat(resource.calls)
                .containsExactly("start", "end", "commit(1)"));
    }

    @Test
    void lostConflict_isReplayedAtOnce() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            if (bean.attempts.size() == 1) {
                server.inOtherTransaction(() -> add(factory, "account", 0));
                server.inOtherTransaction(() -> add(factory, "account", 10));
            }
        };

        assertThat(deliver(task(0)).how()).isEqualTo("delivered");

        assertThat(bean.attempts).containsExactly(1, 2);
        assertThat(endpoints.resources.get(0).calls).containsExactly("start", "end", "rollback");
        assertThat(server.balance(factory, "account")).isEqualTo(111);
        assertThat(server.balance(factory, "task")).isEqualTo(9);
    }

    /** In two phases the conflict is found by prepare, if not before; the row of a lost attempt is gone. */
    @Test
    void lostConflictWithARow_isReplayedAndTheRowIsThereOnce() throws Exception {
        try (AuditTable audit = new AuditTable()) {
            bean.work = task -> {
                audit.insert(server.transactions, 1);
                add(factory, "account", 1);
                if (bean.attempts.size() == 1) {
                    server.inOtherTransaction(() -> add(factory, "account", 10));
                }
            };

            assertThat(deliver(task(0)).how()).isEqualTo("delivered");

            assertThat(bean.attempts).containsExactly(1, 2);
            assertThat(audit.rows()).isEqualTo(1);
        }
    }

    @Test
    void conflictsWithoutEnd_parkTheTaskWithAllAttempts() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            server.inOtherTransaction(() -> add(factory, "account", 1));
        };

        ScriptedTask.End end = deliver(task(0));

        assertThat(end.how()).isEqualTo("park");
        assertThat(end.reason()).isInstanceOf(ConflictException.class).hasMessageContaining("4 attempts");
        assertThat(end.reason().getSuppressed()).hasSize(4).hasOnlyElementsOfType(ConflictException.class);
        assertThat(bean.attempts).containsExactly(1, 2, 3, 4);
        assertThat(server.balance(factory, "task")).isEqualTo(10);
    }

    @Test
    void staleObject_isNotReplayed() throws Exception {
        long[] seen = new long[2];
        server.inTransaction(() -> with(factory, c -> {
            Account account = c.root("account", Account.class);
            seen[0] = c.oid(account);
            seen[1] = c.serial(account);
            return null;
        }));
        server.inTransaction(() -> add(factory, "account", 1));
        bean.work = task -> with(factory, c -> {
            c.requireUnchanged(seen[0], seen[1]);
            return null;
        });

        ScriptedTask.End end = deliver(task(0));

        assertThat(end.how()).isEqualTo("retry");
        assertThat(end.reason()).isInstanceOf(StaleObjectException.class);
        assertThat(bean.attempts).containsExactly(1);
    }

    /** As a branch in doubt of another server does: the listener is not to blame. */
    @Test
    void taskThatSomebodyElseHas_isPutOffAndNotParked() throws Exception {
        bean.work = task -> {
            throw new ConflictException("ODB-0000", "held", 7, "the task", 1, 1);
        };

        ScriptedTask.End end = deliver(task(9));

        assertThat(end.how()).isEqualTo("putOff");
        assertThat(end.after()).isPositive();
        assertDone(false);
    }

    /** The container alone would commit after a checked exception. */
    @Test
    void failure_isTakenBackAndComesAgainLater() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            throw new IOException("no");
        };

        ScriptedTask.End end = deliver(task(3));

        assertThat(end.how()).isEqualTo("retry");
        assertThat(end.after()).as("doubled three times").isEqualTo(Duration.ofMillis(8));
        assertThat(end.reason()).isInstanceOf(IOException.class);
        assertThat(bean.attempts).containsExactly(1);
        assertDone(false);
    }

    @Test
    void exhaustedPool_isAFailureThatPasses() throws Exception {
        bean.work = task -> add(factory, "account", 1);
        server.connections.flushAll();
        server.connections.max = 0;

        ScriptedTask.End end = deliver(task(0));
        assertThat(end.how()).isEqualTo("retry");
        assertThat(end.reason()).hasMessageContaining("ODB-5026");

        server.connections.max = Integer.MAX_VALUE;
        assertThat(deliver(task(1)).how()).isEqualTo("delivered");
        assertDone(true);
    }

    @Test
    void error_isAFailureToo() throws Exception {
        bean.work = task -> {
            throw new StackOverflowError();
        };

        assertThat(deliver(task(0)).reason()).isInstanceOf(StackOverflowError.class);
        bean.work = task -> {};
        assertThat(deliver(task(0)).how()).isEqualTo("delivered");
    }

    @Test
    void lastFailure_parksTheTask() throws Exception {
        bean.work = task -> {
            throw new IllegalStateException("no");
        };

        assertThat(deliver(task(8)).how()).isEqualTo("retry");
        ScriptedTask.End end = deliver(task(9));

        assertThat(end.how()).isEqualTo("park");
        assertThat(end.reason()).hasMessage("no");
    }

    @Test
    void rollbackWithoutException_isAFailure() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            server.transactions.setRollbackOnly();
        };

        ScriptedTask.End end = deliver(task(0));

        assertThat(end.how()).isEqualTo("retry");
        assertThat(end.reason()).hasMessageContaining("ODB-5410");
        assertDone(false);
    }

    @Test
    void rollbackThatTheListenerAskedTheDatabaseFor_isAFailure() throws Exception {
        bean.work = task -> with(factory, c -> {
            c.transaction().setRollbackOnly();
            return null;
        });

        assertThat(deliver(task(0)).reason()).hasMessageContaining("ODB-5410");
        assertThat(endpoints.resources.get(0).calls).containsExactly("start", "end", "rollback");
    }

    /** As the transaction reaper does when the time is over. */
    @Test
    void transactionThatIsOverAlready_isAFailure() throws Exception {
        bean.work = task -> {
            add(factory, "account", 1);
            server.transactions.rollback();
        };

        assertThat(deliver(task(0)).how()).isEqualTo("retry");
        assertDone(false);
    }

    @Test
    void taskThatIsGone_isNotGivenToTheListener() throws Exception {
        assertThat(deliver(new ScriptedTask(0, connection -> null)).how()).isEqualTo("release");
        assertThat(bean.attempts).isEmpty();
    }

    @Test
    void taskOfAnotherClass_isParkedAtOnce() throws Exception {
        ScriptedTask.End end = deliver(new ScriptedTask(0, connection -> new Price(new Money(7))));

        assertThat(end.how()).isEqualTo("park");
        assertThat(end.reason())
                .isInstanceOf(OdbException.class)
                .hasMessageContainingAll(
                        "ODB-5413", "task 7", "'import'", Price.class.getName(), Account.class.getName());
        assertThat(bean.attempts).isEmpty();
    }

    @Test
    void taskOfAMissingClass_isParkedAtOnce() throws Exception {
        ScriptedTask.End end = deliver(new ScriptedTask(0, connection -> {
            throw new SchemaMismatchException("ODB-3946", "Task 7 is of com.example.Gone.");
        }));

        assertThat(end.how()).isEqualTo("park");
        assertThat(end.reason()).hasMessageContainingAll("ODB-5412", "com.example.Gone");
        assertThat(bean.attempts).isEmpty();
    }

    /** It may be committed: only the database can say. */
    @Test
    void unknownOutcome_isNeitherReplayedNorCountedAsFailure() throws Exception {
        bean.work = task -> add(factory, "account", 1);
        engine.fail("commit", new UnknownOutcomeException("ODB-0000", "who knows"));

        assertThat(deliver(task(9)).how()).isEqualTo("release");

        assertThat(bean.attempts).containsExactly(1);
        engine.heal();
        assertThat(deliver(task(0)).how()).isEqualTo("delivered");
    }

    /** What fails here is not the task's fault, so it does not count, and the loop goes on. */
    @Test
    void failuresOfTheServer_releaseTheTask() throws Exception {
        for (String call : List.of("createEndpoint", "beforeDelivery", "enlist")) {
            endpoints.failing.add(call);
            assertThat(deliver(task(9)).how()).as(call).isEqualTo("release");
        }
        assertThat(bean.attempts).isEmpty();
        assertThat(deliver(task(0)).how()).isEqualTo("delivered");
    }

    @Test
    void failureAfterTheCommit_changesNothing() throws Exception {
        endpoints.failing.add("release");
        assertThat(deliver(task(0)).how()).isEqualTo("delivered");
    }

    @Test
    void failuresOfTheQueue_endNoLoop() throws Exception {
        queue.offer(new IllegalStateException("claim failed"));
        queue.offer(new OutOfMemoryError("not really"));
        ScriptedTask unwritten = task(0);
        unwritten.failing = new IllegalStateException("it cannot be written that it has failed");
        bean.work = task -> {
            bean.work = next -> {};
            throw new IOException("no");
        };
        queue.offer(unwritten);

        assertThat(deliver(task(0)).how()).isEqualTo("delivered");
        assertThat(server.work.alive()).isNotEmpty();
    }

    @Test
    void interruption_isTheListenersOwn() throws Exception {
        bean.work = task -> Thread.currentThread().interrupt();

        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ends.add(deliver(task(0)).how());
        }
        assertThat(ends).containsOnly("delivered");
    }

    @Test
    void deliveries_areInTheFlightRecorder(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deliveries.jfr");
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
            recording.enable("dev.odb.Delivery").withoutThreshold();
            recording.start();
            deliver(task(0));
            server.adapter.endpointDeactivation(endpoints, activation);
            recording.dump(file);
        }
        assertThat(RecordingFile.readAllEvents(file)).singleElement().satisfies(event -> {
            assertThat(event.getString("database")).isEqualTo("odb");
            assertThat(event.getString("source")).isEqualTo("queue 'import' of the database 'odb'");
            assertThat(event.getLong("message")).isEqualTo(7);
            assertThat(event.getInt("attempts")).isEqualTo(1);
            assertThat(event.getString("outcome")).isEqualTo("delivered");
        });
    }

    @Test
    void withoutReplays_aConflictParksAtOnce() throws Exception {
        server.adapter.endpointDeactivation(endpoints, activation);
        ScriptedInflow other = new ScriptedInflow(Engine::open);
        try (TestServer strict = TestServer.at("odb:memory:no-replays", other)) {
            OdbConnectionFactoryImpl accounts = strict.factory();
            strict.create(accounts, "account", 1);
            bean.work = task -> {
                add(accounts, "account", 1);
                strict.inOtherTransaction(() -> add(accounts, "account", 1));
            };
            activation.setReplays("0");
            strict.adapter.endpointActivation(endpoints, activation);
            ScriptedTask task = new ScriptedTask(0, connection -> connection.root("account", Account.class));
            other.offer(task);

            ScriptedTask.End end = task.end();
            assertThat(end.how()).isEqualTo("park");
            assertThat(end.reason()).isInstanceOf(ConflictException.class);
        }
    }
}
