package dev.odb.tests.ear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is the same wherever in the EAR the classes are. */
abstract class OverTwoModules {
    private static final String MINE = "A-1";
    private static final String OTHER = "A-2";
    private static final List<String> BOTH = List.of("from the WAR", "from the EJB");

    @Inject
    private UserTransaction transaction;

    @Inject
    private Database database;

    @Inject
    private Rows rows;

    @EJB
    private OtherModule ejb;

    @BeforeEach
    void start() throws Exception {
        database.start(MINE, OTHER);
        rows.start();
    }

    @Test
    void modules_haveDifferentLoadersAndOneClass() {
        assertThat(OtherModule.class.getClassLoader()).isNotSameAs(getClass().getClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader())
                .isSameAs(getClass().getClassLoader());
    }

    @Test
    void commit_isOfOneBranchAndTheRow() throws Exception {
        transaction.begin();
        boolean same = work();
        transaction.commit();

        assertThat(same).isTrue();
        assertThat(comments(MINE)).isEqualTo(BOTH);
        assertThat(comments(OTHER)).containsExactly("from the EJB");
        assertThat(serial(MINE)).isEqualTo(serial(OTHER)).isPositive();
        assertThat(rows.count("of the WAR")).isEqualTo(1);
        assertThat(rows.count("of the EJB")).isEqualTo(1);
    }

    @Test
    void rollback_isOfOneBranchAndTheRow() throws Exception {
        transaction.begin();
        work();
        transaction.rollback();

        assertThat(comments(MINE)).isEmpty();
        assertThat(comments(OTHER)).isEmpty();
        assertThat(rows.count("of the WAR")).isZero();
        assertThat(rows.count("of the EJB")).isZero();
    }

    private boolean work() throws Exception {
        Issue issue = database.here(
                connection -> connection.root("issues", Issues.class).get(MINE));
        issue.comment("from the WAR");
        rows.insert("of the WAR");
        boolean same = ejb.comment(issue, OTHER);
        ejb.insert("of the EJB");
        // and what the EJB did is seen here
        assertThat(issue.comments()).isEqualTo(BOTH);
        return same;
    }

    private List<String> comments(String key) throws Exception {
        return database.inNew(connection ->
                List.copyOf(connection.root("issues", Issues.class).get(key).comments()));
    }

    private long serial(String key) throws Exception {
        return database.inNew(connection ->
                connection.serial(connection.root("issues", Issues.class).get(key)));
    }
}
