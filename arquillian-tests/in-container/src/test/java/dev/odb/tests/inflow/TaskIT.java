package dev.odb.tests.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.TaskOptions;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message-driven bean takes tasks from a queue of the database. */
@ExtendWith(ArquillianExtension.class)
class TaskIT {
    private static final int KEYS = 40;
    private static final int EACH = 25;

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    @Inject
    private Lines lines;

    @Inject
    private Attempts attempts;

    @Inject
    private Database database;

    @Inject
    private Rows rows;

    @EJB
    private Reminders reminders;

    @EJB
    private Administrator administrator;

    @Deployment
    static WebArchive deployment() {
        return Binding.bound(Archives.war("tasks", TaskIT.class));
    }

    @BeforeEach
    void start() throws Exception {
        attempts.forget();
        rows.start();
    }

    /** The examples of docs/howto/message-driven-beans.md. */
    @Test
    void howTo_remindsAndListsWhatWasDone() throws Exception {
        database.start("A-1");
        database.inNew(connection -> connection.roots().put(Activities.ROOT, new Activities()));
        reminders.remind("A-1", "later", Duration.ofMillis(50));
        reminders.remind("A-1", "and then", Duration.ZERO);
        database.inNew(connection -> {
            connection.root("issues", Issues.class).add("A-2");
            connection.transaction().user("ada").describe("added A-2");
            return null;
        });

        Waiting.until(
                "both are there in their order",
                () -> database.inNew(connection -> connection
                        .root("issues", Issues.class)
                        .get("A-1")
                        .comments()
                        .equals(List.of("later", "and then"))));
        Waiting.until(
                "the change is listed",
                () -> database.inNew(connection -> connection
                        .root(Activities.ROOT, Activities.class)
                        .entries()
                        .contains("ada added A-2")));
    }

    private void send(TaskOptions options, Order... orders) throws Exception {
        database.inNew(connection -> {
            for (Order order : orders) {
                connection.queue("orders").send(order, options);
            }
            return null;
        });
    }

    private void await(String key, int... numbers) throws Exception {
        List<Integer> expected = IntStream.of(numbers).boxed().toList();
        Waiting.until(key + " has " + expected, () -> lines.numbers(key).equals(expected));
    }

    private long deliveries(String attribute) throws Exception {
        ObjectName name = new ObjectName("dev.odb:type=Deliveries,database=odb,queue=orders,bean=OrderListener");
        return (Long) jmx.getAttribute(name, attribute);
    }

    private long conflicts() throws Exception {
        return (Long) jmx.getAttribute(new ObjectName("dev.odb:type=Database,name=odb"), "Conflicts");
    }

    /** Sent in transactions of several keys each, and taken while they are sent. */
    @Test
    void eightConsumers_keepTheOrderOfEachKeyAndMeetNoConflict() throws Exception {
        List<String> keys = IntStream.range(0, KEYS).mapToObj(i -> "k" + i).toList();
        lines.start(keys);
        long delivered = deliveries("Delivered");
        long conflicts = conflicts();
        for (int number = 0; number < EACH; number++) {
            int each = number;
            database.inNew(connection -> {
                for (String key : keys) {
                    connection.queue("orders").send(new Order(key, each, ""), TaskOptions.inOrderOf(key));
                }
                return null;
            });
        }
        List<Integer> all = IntStream.range(0, EACH).boxed().toList();
        for (String key : keys) {
            Waiting.until(key + " is whole", () -> lines.numbers(key).size() >= EACH);
            assertThat(lines.numbers(key)).as(key).isEqualTo(all);
        }
        assertThat(conflicts()).as("conflicts").isEqualTo(conflicts);
        Waiting.until("all are counted", () -> deliveries("Delivered") == delivered + KEYS * EACH);
    }

    @Test
    void delayedTask_waits() throws Exception {
        lines.start(List.of("late", "now"));
        Duration delay = Duration.ofMillis(300);
        long begin = System.nanoTime();
        send(TaskOptions.after(delay), new Order("late", 1, ""));
        send(TaskOptions.DEFAULT, new Order("now", 1, ""));
        await("now", 1);
        await("late", 1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(delay);
    }

    @Test
    void rolledBackSender_sendsNothing() throws Exception {
        lines.start(List.of("none", "some"));
        try {
            database.inNew(connection -> {
                connection.queue("orders").send(new Order("none", 1, ""));
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("no");
        }
        send(TaskOptions.DEFAULT, new Order("some", 1, ""));
        await("some", 1);
        assertThat(lines.numbers("none")).isEmpty();
    }

    @Test
    void lostConflict_isReplayedInTheAdapter() throws Exception {
        lines.start(List.of("hot"));
        long replayed = deliveries("Replayed");
        Order order = new Order("hot", 1, "conflict");
        send(TaskOptions.DEFAULT, order);

        await("hot", -1, 1);
        assertThat(attempts.of(order)).containsExactly("hot 1", "hot 2");
        Waiting.until("the replay is counted", () -> deliveries("Replayed") == replayed + 1);
    }

    /** Object, row and task leave together, in two phases. */
    @Test
    void tasksWithRows_areDoneOnce() throws Exception {
        lines.start(List.of("rows"));
        Order[] orders = IntStream.range(0, 10)
                .mapToObj(number -> new Order("rows", number, "row"))
                .toArray(Order[]::new);
        send(TaskOptions.inOrderOf("rows"), orders);

        await("rows", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(rows.total()).isEqualTo(10);
    }

    @Test
    void failingTask_isParkedAndDoneWhenItWasResubmitted() throws Exception {
        lines.start(List.of("broken", "well"));
        long parked = deliveries("Parked");
        Order order = new Order("broken", 1, "failure");
        send(TaskOptions.inOrderOf("broken"), order);
        send(TaskOptions.DEFAULT, new Order("well", 1, ""));

        await("well", 1);
        Waiting.until("it is parked", () -> deliveries("Parked") == parked + 1);
        assertThat(attempts.of(order)).containsExactly("broken 1", "broken 1", "broken 1");
        assertThat(lines.numbers("broken")).isEmpty();

        assertThat(administrator.parked("broken")).singleElement().satisfies(task -> {
            assertThat(task.attempts()).isEqualTo(3);
            assertThat(task.className()).isEqualTo(Order.class.getName());
            assertThat(task.reason()).contains("the other system does not answer");
            assertThat(task.stack()).contains("OrderListener.onTask");
        });
        attempts.repair();
        administrator.resubmit(administrator.parked("broken").get(0).id());
        await("broken", 1);
        assertThat(administrator.parked("broken")).isEmpty();
    }

    @Test
    void conflictsWithoutEnd_parkTheTask() throws Exception {
        lines.start(List.of("hopeless"));
        long parked = deliveries("Parked");
        Order order = new Order("hopeless", 1, "conflicts");
        send(TaskOptions.DEFAULT, order);

        Waiting.until("it is parked", () -> deliveries("Parked") == parked + 1);
        List<String> expected = new ArrayList<>();
        for (int attempt = 1; attempt <= 4; attempt++) {
            expected.add("hopeless " + attempt);
        }
        assertThat(attempts.of(order)).isEqualTo(expected);
        assertThat(lines.numbers("hopeless")).doesNotContain(1);
    }
}
