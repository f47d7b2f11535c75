package dev.odb.tests.beans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.ejb.ConflictApplicationException;
import dev.odb.ejb.ReplayContainerInterceptor;
import dev.odb.replay.ConflictScope;
import dev.odb.replay.Replay;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rules of replay on a server, for every kind of bean, with one container interceptor for all enterprise beans. The
 * transaction that does the work loses to another one when it is done for the first time.
 */
@ExtendWith(ArquillianExtension.class)
class BeansIT {
    @Inject
    private CdiBean cdi;

    @EJB
    private PlainEjb plain;

    @EJB
    private AnnotatedEjb annotated;

    @EJB
    private PortableEjb portable;

    @EJB
    private SingletonEjb singleton;

    @EJB
    private ByDescriptorEjb byDescriptor;

    @EJB
    private BeanManagedEjb beanManaged;

    @Resource(lookup = "java:/JmsXA")
    private ConnectionFactory messaging;

    @Resource(lookup = "java:/jms/queue/issues")
    private Queue queue;

    @Inject
    private Heard heard;

    @EJB(beanName = "SecondViewed")
    private Viewed.OfCallables viewed;

    @Inject
    private SafeStateful safeStateful;

    @Inject
    private PlainStateful plainStateful;

    @Inject
    private Work work;

    @Inject
    private Announced announced;

    @Inject
    private Rows rows;

    @Resource
    private ManagedThreadFactory threads;

    /** A method of a bean that runs a body in a transaction. */
    @FunctionalInterface
    private interface Runner {
        Object run(Callable<?> body) throws Exception;
    }

    @Deployment
    static WebArchive deployment() {
        return Archives.war("beans", BeansIT.class)
                .addAsWebInfResource(
                        new StringAsset(
                                """
                                <jboss:ejb-jar xmlns:jboss="http://www.jboss.com/xml/ns/javaee"
                                               xmlns="http://java.sun.com/xml/ns/javaee"
                                               xmlns:ci="urn:container-interceptors:1.0" version="3.1">
                                  <assembly-descriptor>
                                    <ci:container-interceptors>
                                      <interceptor-binding>
                                        <ejb-name>*</ejb-name>
                                        <interceptor-class>%s</interceptor-class>
                                      </interceptor-binding>
                                    </ci:container-interceptors>
                                  </assembly-descriptor>
                                </jboss:ejb-jar>
                                """
                                        .formatted(ReplayContainerInterceptor.class.getName())),
                        "jboss-ejb3.xml")
                .addAsWebInfResource(
                        new StringAsset(
                                """
                                <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
                                  <assembly-descriptor>
                                    <container-transaction>
                                      <method><ejb-name>Described</ejb-name><method-name>*</method-name></method>
                                      <trans-attribute>Supports</trans-attribute>
                                    </container-transaction>
                                  </assembly-descriptor>
                                </ejb-jar>
                                """),
                        "ejb-jar.xml");
    }

    @BeforeEach
    void start() throws Exception {
        work.start();
        announced.take();
    }

    private Map<String, Runner> owners() {
        Map<String, Runner> owners = new LinkedHashMap<>();
        owners.put("CDI bean", cdi::run);
        owners.put("EJB that knows nothing of replay", plain::run);
        owners.put("EJB with the annotation", annotated::run);
        owners.put("EJB in the portable form", portable::run);
        owners.put("singleton", singleton::run);
        owners.put("EJB with its attribute in ejb-jar.xml", byDescriptor::run);
        owners.put("stateful EJB that is declared safe", safeStateful::run);
        return owners;
    }

    @Test
    void everyKindOfBean_isReplayedFromAFreshSnapshot() throws Exception {
        Map<String, Runner> all = owners();
        all.put("CDI bean with REQUIRES_NEW", cdi::inNew);
        all.put("EJB with REQUIRES_NEW", plain::inNew);
        all.put("EJB with a view in common with another, and a type parameter", viewed::run);
        all.put("EJB with bean-managed transactions", beanManaged::run);
        for (Map.Entry<String, Runner> each : all.entrySet()) {
            work.start();
            assertThat(each.getValue().run(work::comment)).as(each.getKey()).isEqualTo("done");
            assertThat(work.log()).as(each.getKey()).containsExactly("comment 1", "comment 2");
            assertThat(work.transactions()).as(each.getKey()).doesNotHaveDuplicates();
            assertThat(work.comments()).as(each.getKey()).containsExactly("theirs", "mine");
        }
    }

    @Test
    void conflictBeforeTheCommit_isReplayed() throws Exception {
        Map<String, Runner> all = owners();
        all.put("EJB with bean-managed transactions, which it leaves open", beanManaged::run);
        for (Map.Entry<String, Runner> each : all.entrySet()) {
            work.start();
            assertThat(each.getValue().run(work::commentOrFail))
                    .as(each.getKey())
                    .isEqualTo("done");
            assertThat(work.log()).as(each.getKey()).containsExactly("fail 1", "comment 2");
            assertThat(work.comments()).as(each.getKey()).containsExactly("mine");
        }
    }

    /** CDI in CDI, CDI in EJB, EJB in CDI, EJB in EJB. */
    @Test
    void beanInsideAnother_joinsAndTheOwnerReplays() throws Exception {
        for (Map.Entry<String, Runner> owner : owners().entrySet()) {
            for (Map.Entry<String, Runner> inner : owners().entrySet()) {
                if (owner.getKey().equals(inner.getKey())) {
                    continue;
                }
                String name = inner.getKey() + " in " + owner.getKey();
                work.start();
                Object result = owner.getValue().run(() -> {
                    work.note("owner");
                    return inner.getValue().run(work::comment);
                });
                assertThat(result).as(name).isEqualTo("done");
                assertThat(work.log()).as(name).containsExactly("owner 1", "comment 1", "owner 2", "comment 2");
                assertThat(work.transactions().get(1))
                        .as(name)
                        .isEqualTo(work.transactions().get(0));
                assertThat(work.comments()).as(name).containsExactly("theirs", "mine");
            }
        }
    }

    @Test
    void requiresNewInsideAnother_replaysByItself() throws Exception {
        Map<String, Runner> inners = Map.of("CDI bean", cdi::inNew, "EJB", plain::inNew);
        for (Map.Entry<String, Runner> owner : owners().entrySet()) {
            for (Map.Entry<String, Runner> inner : inners.entrySet()) {
                String name = inner.getKey() + " in " + owner.getKey();
                work.start();
                owner.getValue().run(() -> {
                    work.note("owner");
                    return inner.getValue().run(work::comment);
                });
                assertThat(work.log()).as(name).containsExactly("owner 1", "comment 1", "comment 2");
                assertThat(work.comments()).as(name).containsExactly("theirs", "mine");
            }
        }
    }

    @Test
    void annotationOfTheBean_goesBeforeTheDefaultsOfTheInterceptor() {
        Callable<?> lost = () -> {
            work.note("work");
            throw new IllegalStateException(new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2));
        };
        assertThat(catchThrowable(() -> annotated.run(lost)))
                .isInstanceOf(ConflictApplicationException.class)
                .hasMessageContaining("after 2 attempts");
        assertThat(catchThrowable(() -> plain.run(lost)))
                .isInstanceOf(ConflictApplicationException.class)
                .hasMessageContaining("after 4 attempts")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(4));
        assertThat(work.log()).hasSize(6);
    }

    /** A checked exception commits, though it is around a conflict; one that says so rolls back, and is replayed for it. */
    @Test
    void applicationExceptionsOfEnterpriseBeans_keepTheirMeaning() throws Exception {
        ConflictException conflict = new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2);
        for (Runner bean : List.<Runner>of(plain::run, annotated::run, portable::run, singleton::run)) {
            work.start();
            Exception commits = new Exception("mine", conflict);
            assertThat(catchThrowable(() -> bean.run(() -> work.commentAndThrow(commits))))
                    .isSameAs(commits);
            assertThat(work.comments()).containsExactly("mine");

            work.start();
            Refused refused = new Refused(null);
            assertThat(catchThrowable(() -> bean.run(() -> work.commentAndThrow(refused))))
                    .isSameAs(refused);
            assertThat(work.log()).containsExactly("throw 1");
            assertThat(work.comments()).isEmpty();

            work.start();
            Refused lost = new Refused(conflict);
            assertThat(bean.run(() -> work.log().isEmpty() ? work.commentAndThrow(lost) : work.commentOrFail()))
                    .isEqualTo("done");
            assertThat(work.log()).containsExactly("throw 1", "comment 2");
            assertThat(work.comments()).containsExactly("mine");
        }
    }

    /** Rolls back, and says so. */
    @ApplicationException(rollback = true)
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private Refused(Exception cause) {
            super("refused", cause);
        }
    }

    @Test
    void statefulBeanThatIsNotDeclaredSafe_isNotReplayed() throws Exception {
        Throwable thrown = catchThrowable(() -> plainStateful.run(work::comment));

        assertThat(thrown).isInstanceOf(EJBException.class);
        assertThat(Replay.conflictIn(thrown)).isNotNull();
        assertThat(work.log()).containsExactly("comment 0");
        assertThat(plainStateful.calls()).isEqualTo(1);
    }

    /** Neither a lost commit nor a conflict before it costs the caller the bean. */
    @Test
    void statefulBeanThatIsDeclaredSafe_keepsItsStateOverAttempts() throws Exception {
        safeStateful.run(work::comment);
        work.start();
        safeStateful.run(work::commentOrFail);

        assertThat(safeStateful.calls()).isEqualTo(4);
    }

    @Test
    void beanManagedTransactionThatIsLostAfterACommittedOne_isNotReplayed() throws Exception {
        Callable<?> other = () -> {
            work.note("other");
            return work.issue();
        };
        Throwable thrown = catchThrowable(() -> beanManaged.run(other, work::comment));

        assertThat(Replay.conflictIn(thrown)).isNotNull();
        assertThat(work.log()).containsExactly("other 1", "comment 1");
        assertThat(work.comments()).containsExactly("theirs");
    }

    @Test
    void asynchronousMethods_areReplayedOnTheirThreads() throws Exception {
        Map<String, Callable<Future<Object>>> all = Map.of(
                "EJB",
                () -> plain.later(work::comment),
                "EJB in the portable form",
                () -> portable.later(work::comment),
                "CDI bean",
                () -> cdi.later(work::comment));
        for (Map.Entry<String, Callable<Future<Object>>> each : all.entrySet()) {
            work.start();
            assertThat(each.getValue().call().get(1, TimeUnit.MINUTES))
                    .as(each.getKey())
                    .isEqualTo("done");
            assertThat(work.log()).as(each.getKey()).containsExactly("comment 1", "comment 2");
            assertThat(work.comments()).as(each.getKey()).containsExactly("theirs", "mine");
        }
    }

    @Test
    void asynchronousMethodsThatGiveUp_failTheirFutures() throws Exception {
        Callable<?> lost = () -> {
            throw new IllegalStateException(new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2));
        };
        List<Future<Object>> all = List.of(plain.later(lost), portable.later(lost), cdi.later(lost));
        for (Future<Object> each : all) {
            Throwable thrown = catchThrowable(() -> each.get(1, TimeUnit.MINUTES));
            assertThat(thrown).isInstanceOf(ExecutionException.class);
            assertThat(Replay.conflictIn(thrown)).hasMessageContaining("after 4 attempts");
        }
    }

    /** Why the page says not to: what the caller waits for is completed before the commit, and only the first time counts. */
    @Test
    void resultThatTheMethodCompletes_isThatOfTheFirstAttempt() throws Exception {
        Future<Object> result = cdi.completedInside(
                () -> work.comment() + " in attempt " + ConflictScope.current().attempt());

        assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo("done in attempt 1");
    }

    /** Its transaction may end later, in the stage, when nobody can run the method again. */
    @Test
    void futureThatTheTransactionFails_isReplayedIfItIsDoneAtTheEndOfTheMethod() throws Exception {
        assertThat(cdi.stage(() -> CompletableFuture.completedFuture(work.comment()))
                        .get(1, TimeUnit.MINUTES))
                .isEqualTo("done");
        assertThat(work.log()).containsExactly("comment 1", "comment 2");
    }

    @Test
    void transactionalObservers_hearOfTheAttemptThatCommittedOnce() throws Exception {
        for (Map.Entry<String, Runner> owner : owners().entrySet()) {
            work.start();
            owner.getValue().run(() -> {
                announced.announce("attempt " + ConflictScope.current().attempt());
                return work.comment();
            });
            List<String> heard = announced.take();
            assertThat(heard)
                    .as(owner.getKey())
                    .filteredOn(line -> line.startsWith("success"))
                    .containsExactly("success attempt 2");
            assertThat(heard)
                    .as(owner.getKey())
                    .filteredOn(line -> line.startsWith("failure"))
                    .containsExactly("failure attempt 1");
            assertThat(heard)
                    .as(owner.getKey())
                    .contains("at once attempt 1", "at once attempt 2", "before attempt 2")
                    .contains("completion attempt 1", "completion attempt 2");
        }
    }

    /** The container interceptor is around it, too, and leaves it alone: the broker replays. */
    @Test
    void messageDrivenBeanBesideThem_isRedelivered() throws Exception {
        try (JMSContext jms = messaging.createContext()) {
            jms.createProducer().send(queue, "a message");
        }

        assertThat(heard.next()).isEqualTo("a message 1");
        assertThat(heard.next()).isEqualTo("a message 2");
    }

    /** Two transactions take two rows of H2 in opposite order: it takes one of them back. */
    @Test
    void deadlockOfTheRelationalDatabase_isReplayed() throws Exception {
        rows.start();
        cdi.run(() -> {
            rows.insert("a");
            rows.insert("b");
            return null;
        });
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2, threads);
        try {
            List<Future<Integer>> attempts = List.of(
                    two.submit(() -> renameBoth("a", "b", bothHaveOne)),
                    two.submit(() -> renameBoth("b", "a", bothHaveOne)));
            int total = 0;
            for (Future<Integer> each : attempts) {
                total += each.get(2, TimeUnit.MINUTES);
            }
            assertThat(total).as("attempts of both").isEqualTo(3);
        } finally {
            two.shutdownNow();
        }
        assertThat(rows.total()).isEqualTo(2);
    }

    private int renameBoth(String first, String second, CyclicBarrier bothHaveOne) throws Exception {
        return (int) cdi.withRows(() -> {
            int attempt = ConflictScope.current().attempt();
            rows.touch(first);
            if (attempt == 1) {
                bothHaveOne.await(1, TimeUnit.MINUTES);
            }
            rows.touch(second);
            return attempt;
        });
    }
}
