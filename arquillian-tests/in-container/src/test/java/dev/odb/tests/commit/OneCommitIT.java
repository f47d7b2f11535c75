package dev.odb.tests.commit;

import static dev.odb.tests.commit.Writer.ABORT_ROW;
import static dev.odb.tests.commit.Writer.OBJECT;
import static dev.odb.tests.commit.Writer.OVERTAKE_OBJECT;
import static dev.odb.tests.commit.Writer.OVERTAKE_OBJECT_AT_THE_END;
import static dev.odb.tests.commit.Writer.REFUSE;
import static dev.odb.tests.commit.Writer.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.replay.Replay;
import dev.odb.tests.commit.Writer.Refused;
import dev.odb.tests.commit.Writer.Step;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.List;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Object and row, both or neither. The transaction manager prepares in the order in which the resources were used, so
 * both orders are tried where one refuses: the other is prepared already, or not yet.
 */
@ExtendWith(ArquillianExtension.class)
class OneCommitIT {
    private static final String KEY = "A-1";

    @Inject
    private Writer writer;

    @Inject
    private Database database;

    @Inject
    private Rows rows;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("commit", OneCommitIT.class);
    }

    @BeforeEach
    void start() throws Exception {
        database.start();
        rows.start();
    }

    @Test
    void success_storesBoth() throws Exception {
        writer.take(KEY, List.of(OBJECT, ROW));

        assertThat(stored()).isEqualTo("object 1, row 1");
    }

    @Test
    void applicationException_storesNeither() throws Exception {
        assertThat(failure(OBJECT, ROW, REFUSE)).isInstanceOf(Refused.class);

        assertThat(stored()).isEqualTo("object 0, row 0");
    }

    @Test
    void sqlFailure_storesNeither() throws Exception {
        assertThat(failure(OBJECT, ROW, ROW))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("primary key violation");

        assertThat(stored()).isEqualTo("object 0, row 0");
    }

    @Test
    void refusalOfTheRelationalDatabaseAtPrepare_rollsBackThePreparedObject() throws Exception {
        assertRefusedByRelationalDatabase(failure(OBJECT, ROW, ABORT_ROW));

        assertThat(stored()).isEqualTo("object 0, row 0");
        assertNothingIsLocked();
    }

    @Test
    void refusalOfTheRelationalDatabaseAtPrepare_rollsBackTheUnpreparedObject() throws Exception {
        assertRefusedByRelationalDatabase(failure(ROW, ABORT_ROW, OBJECT));

        assertThat(stored()).isEqualTo("object 0, row 0");
        assertNothingIsLocked();
    }

    @Test
    void conflictAtPrepare_rollsBackThePreparedRow() throws Exception {
        assertConflict(failure(ROW, OBJECT, OVERTAKE_OBJECT_AT_THE_END));

        assertThat(stored()).isEqualTo("object 0, row 0");
        assertThat(has("other " + KEY)).isTrue();
    }

    @Test
    void conflictAtPrepare_rollsBackTheUnpreparedRow() throws Exception {
        assertConflict(failure(OBJECT, OVERTAKE_OBJECT_AT_THE_END, ROW));

        assertThat(stored()).isEqualTo("object 0, row 0");
        assertThat(has("other " + KEY)).isTrue();
    }

    @Test
    void conflictBeforePrepare_rollsBackBothAndIsTheCause() throws Exception {
        Throwable failure = failure(ROW, OBJECT, OVERTAKE_OBJECT);

        assertConflict(failure);
        assertThat(failure).hasCauseInstanceOf(ConflictException.class);
        assertThat(stored()).isEqualTo("object 0, row 0");
        assertThat(has("other " + KEY)).isTrue();
    }

    private Throwable failure(Step... steps) {
        return catchThrowable(() -> writer.take(KEY, List.of(steps)));
    }

    private static void assertConflict(Throwable failure) {
        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(Replay.conflictIn(failure)).isExactlyInstanceOf(ConflictException.class);
    }

    /**
     * H2 refuses with an error code that says nothing and answers the rollback with an error too, so the transaction
     * manager tells the caller that it cannot know; no refusal of H2 2.2 at prepare ends in a plain rollback.
     */
    private static void assertRefusedByRelationalDatabase(Throwable failure) throws Exception {
        forgetBrokenConnections();
        assertThat(failure).isInstanceOf(HeuristicMixedException.class);
        assertThat(Replay.conflictIn(failure)).isNull();
        assertThat(failure.getSuppressed()).isNotEmpty().allSatisfy(refusal -> assertThat(
                        refusal.getStackTrace()[0].getClassName())
                .startsWith("org.h2."));
    }

    /** The pool does not know that the session behind a connection is gone. */
    private static void forgetBrokenConnections() throws Exception {
        ObjectName pool = new ObjectName("jboss.as:subsystem=datasources,xa-data-source=audit");
        ManagementFactory.getPlatformMBeanServer()
                .invoke(pool, "flushAllConnectionInPool", new Object[0], new String[0]);
    }

    private void assertNothingIsLocked() throws Exception {
        writer.take(KEY, List.of(OBJECT, ROW));
        assertThat(stored()).isEqualTo("object 1, row 1");
    }

    private String stored() throws Exception {
        return "object " + (has(KEY) ? 1 : 0) + ", row " + rows.count(KEY);
    }

    private boolean has(String key) throws Exception {
        return database.inNew(
                connection -> connection.root("issues", Issues.class).has(key));
    }
}
