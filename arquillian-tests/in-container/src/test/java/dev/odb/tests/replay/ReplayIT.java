package dev.odb.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.ejb.ReplayContainerInterceptor;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many callers change one object: none of them notices, and nothing is lost. */
@ExtendWith(ArquillianExtension.class)
class ReplayIT {
    private static final String KEY = "A-1";
    private static final int EACH = 50;

    @Inject
    private ReplayedBean bean;

    @EJB
    private PortableEjb portable;

    @EJB
    private UnmodifiedEjb unmodified;

    @Inject
    private Work work;

    @Inject
    private Rows rows;

    @Inject
    private Crowd crowd;

    @Inject
    private Database database;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("replay", ReplayIT.class)
                .addAsWebInfResource(
                        new StringAsset(
                                """
                                <jboss:ejb-jar xmlns:jboss="http://www.jboss.com/xml/ns/javaee"
                                               xmlns="http://java.sun.com/xml/ns/javaee"
                                               xmlns:ci="urn:container-interceptors:1.0" version="3.1">
                                  <assembly-descriptor>
                                    <ci:container-interceptors>
                                      <interceptor-binding>
                                        <ejb-name>UnmodifiedEjb</ejb-name>
                                        <interceptor-class>%s</interceptor-class>
                                      </interceptor-binding>
                                    </ci:container-interceptors>
                                  </assembly-descriptor>
                                </jboss:ejb-jar>
                                """
                                        .formatted(ReplayContainerInterceptor.class.getName())),
                        "jboss-ejb3.xml");
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
        work.forgetAttempts();
    }

    @Test
    void commentsThroughACdiBean_areAllKept() throws Exception {
        assertAllKept(bean::comment);
    }

    @Test
    void commentsThroughAPortableEjb_areAllKept() throws Exception {
        assertAllKept(portable::comment);
    }

    @Test
    void commentsThroughAnUnmodifiedEjb_areAllKept() throws Exception {
        assertAllKept(unmodified::comment);
    }

    @Test
    void withoutReplays_callersOfACdiBeanGetTheConflict() throws Exception {
        assertConflictsAreReported(bean::commentOnce);
    }

    @Test
    void withoutReplays_callersOfAnEjbGetTheConflict() throws Exception {
        assertConflictsAreReported(portable::commentOnce);
    }

    @Test
    void conflictsWithoutEndInACdiBean_areReportedAfterFourAttempts() throws Exception {
        assertGivenUp(bean::commentInVain);
    }

    @Test
    void conflictsWithoutEndInAnEjb_areReportedAfterFourAttempts() throws Exception {
        assertGivenUp(portable::commentInVain);
    }

    /** With a second resource the conflict comes at prepare; the row of a lost attempt is gone, or the next would fail. */
    @Test
    void commentsWithRows_areAllKeptOnce() throws Exception {
        rows.start();

        assertThat(crowd.run(10, KEY, bean::commentWithRow)).isEmpty();

        assertThat(comments()).hasSize(Crowd.THREADS * 10).doesNotHaveDuplicates();
        for (String text : comments()) {
            assertThat(rows.count(text)).as(text).isEqualTo(1);
        }
        assertThat(work.attempts()).isGreaterThanOrEqualTo(Crowd.THREADS * 10 + Crowd.THREADS - 1);
    }

    /** A method whose conflicts never end. */
    @FunctionalInterface
    private interface Vain {
        void comment(String key) throws Exception;
    }

    private void assertGivenUp(Vain method) throws Exception {
        long oid = issue(OdbConnection::oid);
        ConflictException thrown = catchThrowableOfType(ConflictException.class, () -> method.comment(KEY));

        assertThat(work.attempts()).isEqualTo(4);
        assertThat(thrown).hasMessageContaining("4 attempts");
        assertThat(thrown.getSuppressed()).hasSize(4).hasOnlyElementsOfType(ConflictException.class);
        // the last one holds the commit gate, so what the other transaction loses there is no object
        assertThat(Arrays.stream(thrown.getSuppressed()).limit(3))
                .allSatisfy(attempt ->
                        assertThat(((ConflictException) attempt).oid()).isEqualTo(oid));
        assertThat(comments()).doesNotContain("in vain");
    }

    private void assertAllKept(Commenter commenter) throws Exception {
        assertThat(crowd.run(EACH, KEY, commenter)).isEmpty();

        assertThat(comments()).hasSize(Crowd.THREADS * EACH).doesNotHaveDuplicates();
        assertThat(work.attempts())
                .as("attempts, with those lost")
                .isGreaterThanOrEqualTo(Crowd.THREADS * EACH + Crowd.THREADS - 1);
    }

    private void assertConflictsAreReported(Commenter commenter) throws Exception {
        long oid = issue(OdbConnection::oid);
        long seen = issue(OdbConnection::serial);

        List<Exception> caught = crowd.run(1, KEY, commenter);

        long committed = issue(OdbConnection::serial);
        assertThat(comments()).hasSize(1);
        assertThat(caught).hasSize(Crowd.THREADS - 1).allSatisfy(thrown -> {
            assertThat(thrown).isInstanceOf(ConflictException.class);
            ConflictException conflict = (ConflictException) thrown;
            assertThat(conflict.oid()).isEqualTo(oid);
            assertThat(conflict.className()).isEqualTo(Issue.class.getName());
            assertThat(conflict.serialSeen()).isEqualTo(seen);
            assertThat(conflict.serialCommitted()).isEqualTo(committed).isGreaterThan(seen);
        });
        assertThat(work.attempts()).isEqualTo(Crowd.THREADS);
    }

    /** What a connection tells of the issue. */
    @FunctionalInterface
    private interface Question {
        long ask(OdbConnection connection, Object issue);
    }

    private long issue(Question question) throws Exception {
        return database.inNew(connection ->
                question.ask(connection, connection.root("issues", Issues.class).get(KEY)));
    }

    private List<String> comments() throws Exception {
        return database.inNew(connection ->
                List.copyOf(connection.root("issues", Issues.class).get(KEY).comments()));
    }
}
