package dev.odb.tests.tolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.NoTransactionException;
import dev.odb.replay.ConflictScope;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import dev.odb.tests.tolerance.setup.FaultTolerance;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * MicroProfile Fault Tolerance beside replay: inside each attempt by default, around all attempts with a priority of less than
 * 100.
 */
@ExtendWith(ArquillianExtension.class)
@ServerSetup(FaultTolerance.class)
class ToleranceIT {
    private static final String KEY = "A-1";

    @Inject
    private Tolerant bean;

    @Inject
    private Database database;

    @Deployment(name = "inside")
    static WebArchive inside() {
        return Archives.war("tolerance-inside", ToleranceIT.class);
    }

    @Deployment(name = "around")
    static WebArchive around() {
        return Archives.war("tolerance-around", ToleranceIT.class)
                .addAsResource(
                        new StringAsset("mp.fault.tolerance.interceptor.priority=50\n"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
        bean.forget();
    }

    @Test
    @OperateOnDeployment("inside")
    void inside_conflictAtCommitIsReplayedAndRetryDoesNotSeeIt() throws Exception {
        assertThat(bean.retried(() -> loseOnce())).isEqualTo("done");

        assertThat(bean.log()).containsExactly("work 1", "work 2");
        assertThat(bean.transactions()).doesNotHaveDuplicates();
    }

    @Test
    @OperateOnDeployment("inside")
    void inside_retryRunsTheMethodAgainInTheSameTransaction() throws Exception {
        assertThat(bean.retried(() -> bean.log().size() == 1 ? fail(new IllegalStateException("not yet")) : "done"))
                .isEqualTo("done");

        assertThat(bean.log()).containsExactly("work 1", "work 1");
        assertThat(bean.transactions().get(0)).isEqualTo(bean.transactions().get(1));
    }

    /** Each attempt is retried in vain in its transaction, which has lost already; abortOn spares that. */
    @Test
    @OperateOnDeployment("inside")
    void inside_retryOfAConflictIsInVainUnlessItAborts() throws Exception {
        ConflictException lost = new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2);

        assertThat(catchThrowable(() -> bean.retried(() -> fail(lost)))).hasMessageContaining("after 4 attempts");
        assertThat(bean.log()).hasSize(8);
        bean.forget();
        assertThat(catchThrowable(() -> bean.retriedButForConflicts(() -> fail(lost))))
                .hasMessageContaining("after 4 attempts");
        assertThat(bean.log()).containsExactly("work 1", "work 2", "work 3", "work 4");
    }

    @Test
    @OperateOnDeployment("inside")
    void inside_timeoutIsForEachAttemptAndPassesUnchanged() throws Exception {
        assertThat(catchThrowable(() -> bean.timed(() -> {
                    bean.issues().get(KEY).comment("too slow");
                    new CountDownLatch(1).await();
                    return null;
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(bean.log()).containsExactly("work 1");
        assertThat(comments()).isZero();

        bean.forget();
        assertThat(bean.timed(() -> loseOnce())).isEqualTo("done");
        assertThat(bean.log()).containsExactly("work 1", "work 2");
    }

    @Test
    @OperateOnDeployment("inside")
    void inside_fallbackIsForWhatTheMethodThrowsAndNotForTheCommit() throws Exception {
        assertThat(bean.withFallback(() -> loseOnce())).isEqualTo("done");
        assertThat(bean.log()).containsExactly("work 1", "work 2");

        bean.forget();
        assertThat(bean.withFallback(() -> fail(new IllegalStateException("mine"))))
                .isEqualTo("fallback");
        assertThat(bean.log()).containsExactly("work 1", "fallback 1");
    }

    @Test
    @OperateOnDeployment("inside")
    void inside_bulkheadCountsAttemptsAndItsRefusalPassesUnchanged() throws Exception {
        assertThat(bean.alone(() -> loseOnce())).isEqualTo("done");
        assertThat(bean.log()).containsExactly("work 1", "work 2");

        assertThat(catchThrowable(() -> bean.alone(() -> bean.alone(() -> "never"))))
                .isInstanceOf(BulkheadException.class);
    }

    @Test
    @OperateOnDeployment("inside")
    void inside_asynchronousLeavesTheTransaction() {
        assertThat(catchThrowable(() -> bean.later(() -> bean.issues().get(KEY).key())
                        .toCompletableFuture()
                        .get(1, TimeUnit.MINUTES)))
                .hasCauseInstanceOf(NoTransactionException.class);
    }

    @Test
    @OperateOnDeployment("around")
    void around_asynchronousIsReplayedOnItsThread() throws Exception {
        assertThat(bean.later(() -> loseOnce()).toCompletableFuture().get(1, TimeUnit.MINUTES))
                .isEqualTo("done");
        assertThat(bean.log()).containsExactly("work 1", "work 2");
    }

    @Test
    @OperateOnDeployment("around")
    void around_retryBeginsAnewWhenReplayGaveUp() {
        ConflictException lost = new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2);

        assertThat(catchThrowable(() -> bean.retried(() -> fail(lost)))).hasMessageContaining("after 4 attempts");

        assertThat(bean.log())
                .containsExactly("work 1", "work 2", "work 3", "work 4", "work 1", "work 2", "work 3", "work 4");
        assertThat(bean.transactions()).doesNotHaveDuplicates();
    }

    @Test
    @OperateOnDeployment("around")
    void around_fallbackIsForConflictsThatNeverEnd() throws Exception {
        assertThat(bean.withFallback(() -> loseOnce())).isEqualTo("done");

        bean.forget();
        assertThat(bean.withFallback(() -> fail(new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2))))
                .isEqualTo("fallback");
        assertThat(bean.log()).containsExactly("work 1", "work 2", "work 3", "work 4", "fallback 0");
        assertThat(bean.transactions().get(4)).as("outside of transactions").isEqualTo("null");
    }

    @Test
    @OperateOnDeployment("around")
    void around_timeoutIsForAllAttemptsTogether() {
        assertThat(catchThrowable(() -> bean.timed(() -> {
                    if (ConflictScope.current().attempt() == 1) {
                        return loseOnce();
                    }
                    new CountDownLatch(1).await();
                    return null;
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(bean.log()).containsExactly("work 1", "work 2");
    }

    @Test
    @OperateOnDeployment("around")
    void around_bulkheadCountsCalls() throws Exception {
        assertThat(bean.alone(() -> loseOnce())).isEqualTo("done");
        assertThat(bean.log()).containsExactly("work 1", "work 2");
    }

    /** Comments, and in the first attempt loses to somebody else. */
    private Object loseOnce() throws Exception {
        Issues issues = bean.issues();
        issues.get(KEY).comments().size();
        if (ConflictScope.current().attempt() == 1) {
            database.inNew(connection -> {
                connection.root("issues", Issues.class).get(KEY).comment("theirs");
                return null;
            });
        }
        issues.get(KEY).comment("mine");
        return "done";
    }

    private int comments() throws Exception {
        return database.inNew(connection ->
                connection.root("issues", Issues.class).get(KEY).comments().size());
    }

    private static Object fail(Exception e) throws Exception {
        throw e;
    }
}
