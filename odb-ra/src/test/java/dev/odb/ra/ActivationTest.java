package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.core.Engine;
import dev.odb.inflow.OdbChangeListener;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.ra.inflow.OdbChangeActivation;
import dev.odb.ra.inflow.OdbTaskActivation;
import dev.odb.ra.management.DeliveriesMXBean;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Message-driven beans from their activation to their deactivation. */
class ActivationTest {
    private final ScriptedInflow queue = new ScriptedInflow(Engine::open);
    private final TestServer server = TestServer.at("odb:memory:activation", queue);
    private final Listener bean = new Listener();
    private final TestEndpoints endpoints = new TestEndpoints(server.transactions, OdbTaskListener.class, bean);
    private final OdbTaskActivation activation = new OdbTaskActivation();

    /** Takes every task, and waits until it may go on. */
    private static final class Listener implements OdbTaskListener<Object> {
        private final BlockingQueue<Object> taken = new LinkedBlockingQueue<>();
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public void onTask(Object task) throws Exception {
            taken.add(task);
            mayEnd.await();
        }
    }

    ActivationTest() {
        activation.setQueue("import");
    }

    @AfterEach
    void stop() {
        bean.mayEnd.countDown();
        server.close();
    }

    private static ScriptedTask task() {
        return new ScriptedTask(0, connection -> "task");
    }

    private void activate() throws ResourceException {
        server.factory();
        server.adapter.endpointActivation(endpoints, activation);
    }

    private void awaitTaken() throws InterruptedException {
        assertThat(bean.taken.poll(1, TimeUnit.MINUTES)).isNotNull();
    }

    @Test
    void wrongProperties_areListedTogether() {
        OdbTaskActivation wrong = new OdbTaskActivation();
        wrong.setDatabaseName("");
        wrong.setConsumers("0");
        wrong.setReplays("three");
        wrong.setAttempts("-1");
        wrong.setTimeout("0");
        wrong.setBackoffMillis("1s");
        wrong.setUser("ada");

        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(wrong::validate)
                .withMessageContainingAll(
                        "ODB-5400",
                        "databaseName is ''; it must be the databaseName of a connection definition",
                        "queue is missing; it must be the name of a queue",
                        "consumers is '0'; it must be a whole number from 1 to 1000",
                        "replays is 'three'; it must be a whole number from 0 to 100",
                        "attempts is '-1'; it must be a whole number from 1 to 1000",
                        "timeout is '0'; it must be a whole number from 1 to 86400",
                        "backoffMillis is '1s'; it must be a whole number from 1 to 86400000",
                        "user is given and password is not; give both or neither");
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(new OdbChangeActivation()::validate)
                .withMessageContainingAll("ODB-5400", "subscription is missing");
    }

    /** A server need not call validate. */
    @Test
    void wrongProperties_areRefusedAtTheActivation() {
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> server.adapter.endpointActivation(endpoints, new OdbChangeActivation()))
                .withMessageContaining("ODB-5400");
    }

    @Test
    void beanWithoutTransaction_isRefused() {
        endpoints.transacted = false;
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(this::activate)
                .withMessageContainingAll("ODB-5402", Listener.class.getName());
    }

    @Test
    void foreignActivation_isRefused() {
        ActivationSpec foreign = new ActivationSpec() {
            @Override
            public void validate() {}

            @Override
            public ResourceAdapter getResourceAdapter() {
                return null;
            }

            @Override
            public void setResourceAdapter(ResourceAdapter adapter) {}
        };
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.adapter.endpointActivation(endpoints, foreign))
                .withMessageContaining("ODB-5401");
    }

    @Test
    void serverWithoutThreads_isAnErrorOfTheActivation() {
        server.work.limit = 0;
        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(this::activate)
                .withMessageContainingAll("ODB-5403", "queue 'import'", "no thread");
        assertThat(queue.closed).as("the consumer is let go of").isTrue();
    }

    /** Servers may activate a bean before the connection definition is made. */
    @Test
    void activationBeforeTheDatabaseIsOpen_waitsForIt() throws Exception {
        server.adapter.endpointActivation(endpoints, activation);
        assertThat(server.work.alive()).isEmpty();

        server.factory("other");
        assertThat(server.work.alive()).isEmpty();
        server.factory("odb");
        queue.offer(task());
        awaitTaken();
    }

    @Test
    void consumers_areTheLimitOfParallelDeliveries() throws Exception {
        activation.setConsumers("2");
        activate();
        List<ScriptedTask> tasks = List.of(task(), task(), task());
        tasks.forEach(queue::offer);
        awaitTaken();
        awaitTaken();

        assertThat(server.work.alive()).hasSize(2);
        assertThat(bean.taken).isEmpty();
        bean.mayEnd.countDown();
        for (ScriptedTask one : tasks) {
            assertThat(one.end().how()).isEqualTo("delivered");
        }
    }

    /** Fewer threads than asked for are no reason not to deliver. */
    @Test
    void consumersThatTheServerHasNoThreadFor_areDoneWithout() throws Exception {
        server.work.limit = 1;
        activate();
        bean.mayEnd.countDown();
        ScriptedTask first = task();
        ScriptedTask second = task();
        queue.offer(first);
        queue.offer(second);

        assertThat(first.end().how()).isEqualTo("delivered");
        assertThat(second.end().how()).isEqualTo("delivered");
    }

    @Test
    void twoActivationsOfOneBeanClass_areDeactivatedEachByItself() throws Exception {
        activate();
        TestEndpoints others = new TestEndpoints(server.transactions, OdbTaskListener.class, bean);
        OdbTaskActivation second = new OdbTaskActivation();
        second.setQueue("import");
        server.adapter.endpointActivation(others, second);
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.odb:type=Deliveries,database=odb,queue=import,bean=Listener,number=2");
        assertThat(jmx.isRegistered(name)).isTrue();
        assertThat(server.work.alive()).hasSize(2);

        server.adapter.endpointDeactivation(endpoints, activation);
        server.adapter.endpointDeactivation(others, second);
        assertThat(server.work.awaitEnd()).isEmpty();
    }

    @Test
    void deactivation_waitsForWhatIsDelivered() throws Exception {
        activate();
        ScriptedTask running = task();
        queue.offer(running);
        awaitTaken();
        bean.mayEnd.countDown();

        server.adapter.endpointDeactivation(endpoints, activation);

        assertThat(running.end().how()).isEqualTo("delivered");
        assertThat(server.work.awaitEnd()).isEmpty();
        assertThat(endpoints.open).hasValue(0);
        assertThat(queue.closed).isTrue();
        queue.offer(task());
        assertThat(bean.taken).isEmpty();
    }

    /** What does not end is not committed any more: the application it belongs to is gone. */
    @Test
    void deactivation_doesNotWaitForEver() throws Exception {
        server.create(server.factory(), "account", 1);
        activate();
        ScriptedTask running = new ScriptedTask(0, connection -> {
            connection.root("account", Account.class).add(1);
            return "task";
        });
        queue.offer(running);
        awaitTaken();

        server.adapter.endpointDeactivation(endpoints, activation);
        bean.mayEnd.countDown();

        assertThat(running.end().how()).as("no failure of the task").isEqualTo("release");
        assertThat(server.balance(server.factory(), "account")).isEqualTo(1);
    }

    @Test
    void stopOfTheAdapter_endsAllDeliveries() throws Exception {
        activate();
        queue.offer(task());
        awaitTaken();
        bean.mayEnd.countDown();

        server.adapter.stop();

        assertThat(server.work.awaitEnd()).isEmpty();
    }

    @Test
    void deliveries_areCountedInJmx() throws Exception {
        activation.setAttempts("2");
        activate();
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.odb:type=Deliveries,database=odb,queue=import,bean=Listener");
        ScriptedTask running = task();
        queue.offer(running);
        awaitTaken();
        assertThat(jmx.getAttribute(name, "Running")).isEqualTo(1);
        assertThat(jmx.getAttribute(name, "Bean")).isEqualTo("Listener");
        assertThat(jmx.getAttribute(name, "Application"))
                .isEqualTo(getClass().getClassLoader().getName());

        bean.mayEnd.countDown();
        running.end();
        for (int failures = 0; failures < 2; failures++) {
            ScriptedTask wrong = new ScriptedTask(failures, connection -> {
                throw new IllegalStateException("no");
            });
            queue.offer(wrong);
            wrong.end();
        }
        assertThat(jmx.getAttribute(name, "Delivered")).isEqualTo(1L);
        assertThat(jmx.getAttribute(name, "Failed")).isEqualTo(2L);
        assertThat(jmx.getAttribute(name, "Replayed")).isEqualTo(0L);

        server.adapter.endpointDeactivation(endpoints, activation);
        assertThat(jmx.isRegistered(name)).isFalse();
    }

    @Test
    void monitoredAttributes_areThoseOfThePage() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "reference", "monitoring.md"));
        String section = page.substring(page.indexOf("\n## Message-driven beans\n") + 1);
        List<String> listed = section.substring(0, section.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1].replace("`", "").strip())
                .toList();
        assertThat(Arrays.stream(DeliveriesMXBean.class.getMethods())
                        .map(method -> method.getName().substring("get".length())))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void changeListener_hasOneThread() throws Exception {
        OdbChangeActivation changes = new OdbChangeActivation();
        changes.setSubscription("activity");
        server.factory();
        OdbChangeListener listener = change -> {};
        server.adapter.endpointActivation(
                new TestEndpoints(server.transactions, OdbChangeListener.class, listener), changes);
        assertThat(server.work.alive()).hasSize(1);
    }
}
