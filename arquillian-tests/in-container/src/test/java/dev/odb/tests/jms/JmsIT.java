package dev.odb.tests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.DatabaseStatistics;
import dev.odb.tests.jms.Deliveries.Ended;
import dev.odb.tests.jms.setup.Page;
import dev.odb.tests.jms.setup.Queues;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Message-driven beans that lose conflicts, with queues that were set up as documented, and one that was not. */
@ExtendWith(ArquillianExtension.class)
@ServerSetup(Queues.class)
class JmsIT {
    private static final String KEY = "A-1";
    private static final long WAIT = TimeUnit.MINUTES.toMillis(2);

    @Inject
    private Deliveries deliveries;

    @Inject
    private Winner winner;

    @EJB
    private Administrator administrator;

    @Inject
    private Database database;

    @Inject
    private Rows rows;

    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory messaging;

    @Resource(lookup = "java:/jms/queue/work")
    private Queue work;

    @Resource(lookup = "java:/jms/queue/workDead")
    private Queue workDead;

    @Resource(lookup = "java:/jms/queue/comments")
    private Queue commentsQueue;

    @Resource(lookup = "java:/jms/queue/unset")
    private Queue unset;

    @Resource(lookup = "java:/jms/queue/DLQ")
    private Queue dead;

    @Resource(lookup = "java:/jms/queue/notifications")
    private Queue notifications;

    private LoggedAbove log;

    @Deployment
    static WebArchive deployment() {
        return Page.MESSAGES
                .addBeansTo(Archives.war("jms", JmsIT.class))
                .addAsWebInfResource(
                        new StringAsset(
                                """
                                <jboss:ejb-jar xmlns:jboss="http://www.jboss.com/xml/ns/javaee"
                                               xmlns="http://java.sun.com/xml/ns/javaee"
                                               xmlns:p="urn:ejb-pool:1.0" version="3.1">
                                  <assembly-descriptor>
                                    <p:pool>
                                      <ejb-name>CrowdListener</ejb-name>
                                      <p:bean-instance-pool-ref>crowd</p:bean-instance-pool-ref>
                                    </p:pool>
                                  </assembly-descriptor>
                                </jboss:ejb-jar>
                                """),
                        "jboss-ejb3.xml");
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY, "B-1", "B-2", "B-3", "B-4");
        rows.start();
        deliveries.start((text, attempt) -> {});
        log = new LoggedAbove();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        winner.release();
        for (Queue queue : new Queue[] {workDead, dead, notifications}) {
            assertThat(isEmpty(queue)).as("%s is empty", queue).isTrue();
        }
    }

    @Test
    void messageThatLosesNothing_isReceivedOnce() throws Exception {
        send(work, "quiet", PATIENT);

        assertThat(deliveries.next()).isEqualTo(new Ended("quiet", 1, true));
        assertThat(comments(KEY)).containsExactly("quiet");
        assertThat(log.lines()).isEmpty();
    }

    /** The winner is prepared and holds the issue until the redelivery waits for it: the bean is not called before. */
    @Test
    void messageThatLost_waitsForTheWinnerBeforeItsBeanIsCalledAgain() throws Exception {
        deliveries.start((text, attempt) -> {
            if (attempt == 1) {
                winner.hold(KEY);
            }
        });
        long conflicts = statistics().conflicts().lost();
        long replays = statistics().replays().begun();
        send(work, "patient", PATIENT);

        assertThat(deliveries.next()).isEqualTo(new Ended("patient", 1, false));
        assertThat(statistics().conflicts().lost()).isEqualTo(conflicts + 1);
        awaitWhoWaits();
        assertThat(deliveries.attempts("patient")).isEqualTo(1);

        winner.release();
        assertThat(deliveries.next()).isEqualTo(new Ended("patient", 2, true));
        assertThat(comments(KEY)).containsExactly("the winner's", "patient");
        assertThat(statistics().replays().begun()).isEqualTo(replays + 1);
        assertThat(log.of("dev.odb")).isEmpty();
    }

    @Test
    void beanOfTheDocumentation_changesObjectsAndSends() throws Exception {
        send(commentsQueue, "as documented", PATIENT);

        assertThat(take(notifications)).isEqualTo(KEY);
        assertThat(comments(KEY)).containsExactly("as documented");
    }

    /** What others hold for good, such as a branch in doubt, is given up after the time that the bean allows. */
    @Test
    void messageWhoseObjectIsNeverFree_isDeadAfterFourDeliveries() throws Exception {
        deliveries.start((text, attempt) -> winner.hold(KEY));
        long conflicts = statistics().conflicts().lost();
        long exhausted = statistics().replays().exhausted();
        send(work, "hasty", 1, KEY, false, true);

        assertThat(deliveries.next()).isEqualTo(new Ended("hasty", 1, false));
        assertThat(take(workDead)).isEqualTo("hasty");

        assertThat(statistics().conflicts().lost()).isEqualTo(conflicts + 4);
        assertThat(statistics().replays().exhausted()).isEqualTo(exhausted + 1);
        assertThat(log.of("dev.odb"))
                .singleElement()
                .asString()
                .contains("ODB-7030", "4 deliveries", HastyListener.class.getName());
        winner.release();
        assertThat(comments(KEY)).containsExactly("the winner's");
        assertNothingElseOf("hasty");
    }

    /** Each time another object is lost to another transaction, the last time the gate is closed for that one. */
    @Test
    void messageThatLosesEachTime_isDeadAfterFourDeliveries() throws Exception {
        deliveries.start((text, attempt) -> overtake("B-" + attempt));
        send(work, "lost", 300, "B-", true, true);

        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(deliveries.next()).isEqualTo(new Ended("lost", attempt, false));
        }
        assertThat(take(workDead)).isEqualTo("lost");
        assertThat(deliveries.attempts("lost")).isEqualTo(4);
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(comments("B-" + attempt)).doesNotContain("lost");
        }
        assertNothingElseOf("lost");
        assertThat(log.of("dev.odb")).singleElement().asString().contains("ODB-7030", PatientListener.class.getName());
    }

    @Test
    void objectRowAndMessageOfADelivery_commitTogether() throws Exception {
        deliveries.start((text, attempt) -> {
            if (attempt == 1) {
                overtake(KEY);
            }
        });
        send(work, "all", 300, KEY, false, true);

        assertThat(deliveries.next()).isEqualTo(new Ended("all", 1, false));
        assertThat(deliveries.next()).isEqualTo(new Ended("all", 2, true));
        assertThat(comments(KEY)).containsExactly("overtaken", "all");
        assertThat(rows.count("all")).isEqualTo(1);
        assertThat(take(notifications)).isEqualTo("all");
        assertThat(log.of("dev.odb")).isEmpty();
    }

    /** In their first deliveries they meet between reading and writing, so that 31 lose. */
    @Test
    void crowdOnOneObject_isReceivedToTheLast() throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(Queues.CROWD);
        deliveries.start((text, attempt) -> {
            if (attempt == 1) {
                meeting.await(1, TimeUnit.MINUTES);
            }
        });
        List<String> texts =
                IntStream.range(0, Queues.CROWD).mapToObj(i -> "message " + i).toList();
        texts.forEach(text -> send(work, text, Queues.CROWD));

        List<String> committed = new ArrayList<>();
        while (committed.size() < texts.size()) {
            Ended ended = deliveries.next();
            if (ended.committed()) {
                committed.add(ended.text());
            }
        }
        assertThat(committed).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(comments(KEY)).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(deliveries.attempts()).isGreaterThanOrEqualTo(2 * Queues.CROWD - 1);
        assertThat(log.of("dev.odb")).isEmpty();
    }

    /** Artemis rolls back for every exception, also for one that would let a session bean commit. */
    @Test
    void exceptionsOfTheBean_areRepeatedByTheBrokerAndNoWarningOfOurs() throws Exception {
        for (RuntimeException thrown : List.of(new IllegalArgumentException("a bug"), new Declared("declared"))) {
            deliveries.start((text, attempt) -> {
                throw thrown;
            });
            send(work, thrown.getMessage(), PATIENT);

            assertThat(take(workDead)).isEqualTo(thrown.getMessage());
            assertThat(deliveries.attempts(thrown.getMessage())).isEqualTo(4);
            assertThat(log.lines().stream().filter(line -> line.contains(" ERROR ") || line.startsWith("ERROR")))
                    .isNotEmpty();
        }
        assertThat(log.of("dev.odb")).isEmpty();
    }

    @Test
    void queueThatNobodySetUp_isNamedOnce() throws Exception {
        deliveries.start((text, attempt) -> {
            throw new IllegalArgumentException("a bug");
        });
        send(unset, "unset", PATIENT);

        assertThat(take(dead)).isEqualTo("unset");
        assertThat(deliveries.attempts("unset")).isEqualTo(10);
        assertThat(log.of("dev.odb"))
                .singleElement()
                .asString()
                .contains("ODB-7031", UnsetListener.class.getName(), "odb-queue.cli");
    }

    private static final int PATIENT = 300;

    private void send(Queue queue, String text, int patience) {
        send(queue, text, patience, KEY, false, false);
    }

    private void send(Queue queue, String text, int patience, String key, boolean numbered, boolean more) {
        try (JMSContext jms = messaging.createContext()) {
            jms.createProducer()
                    .setProperty("patience", patience)
                    .setProperty("key", key)
                    .setProperty("numbered", numbered)
                    .setProperty("more", more)
                    .send(queue, text);
        }
    }

    /** The text of the next message of the queue, or null if none comes. */
    private String take(Queue queue) throws Exception {
        try (JMSContext jms = messaging.createContext()) {
            Message message = jms.createConsumer(queue).receive(WAIT);
            return message == null ? null : message.getBody(String.class);
        }
    }

    private boolean isEmpty(Queue queue) throws Exception {
        try (JMSContext jms = messaging.createContext()) {
            return !jms.createBrowser(queue).getEnumeration().hasMoreElements();
        }
    }

    /** Another transaction changes the issue and commits first. */
    private void overtake(String key) throws Exception {
        database.inNew(connection -> {
            connection.root("issues", Issues.class).get(key).comment("overtaken");
            return null;
        });
    }

    /** A delivery waits for a branch that is prepared; the lost delivery before has counted its conflict already. */
    private void awaitWhoWaits() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (administrator.waiting().isEmpty()) {
            assertThat(System.nanoTime()).as("nobody waits").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void assertNothingElseOf(String text) throws Exception {
        assertThat(rows.count(text)).isZero();
        assertThat(isEmpty(notifications)).isTrue();
    }

    private List<String> comments(String key) throws Exception {
        return database.inNew(connection ->
                List.copyOf(connection.root("issues", Issues.class).get(key).comments()));
    }

    private DatabaseStatistics statistics() {
        return database.factory().administration().statistics();
    }
}
