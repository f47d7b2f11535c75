package dev.odb.tests.enlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection joins the transaction when it is used, and all of one transaction work on the same objects. */
@ExtendWith(ArquillianExtension.class)
class LazyEnlistmentIT {
    private static final String KEY = "A-1";

    private final Witness witness = new Witness();

    @Resource(lookup = "java:jboss/TransactionManager")
    private TransactionManager transactions;

    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Inject
    private Database database;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("enlistment", LazyEnlistmentIT.class);
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
    }

    @Test
    void untouchedConnection_takesNoPart() throws Exception {
        transactions.begin();
        transactions.getTransaction().enlistResource(witness);
        try (OdbConnection untouched = factory.getConnection()) {
            assertThat(untouched).isNotNull();
        }
        transactions.commit();

        assertThat(witness.calls()).containsExactly("start", "end", "commit in one phase");
    }

    @Test
    void usedConnection_takesPart() throws Exception {
        transactions.begin();
        transactions.getTransaction().enlistResource(witness);
        try (OdbConnection used = factory.getConnection()) {
            issue(used).comment("used");
        }
        transactions.commit();

        assertThat(witness.calls()).containsExactly("start", "end", "prepare", "commit");
    }

    @Test
    void twoConnectionsOfOneTransaction_seeTheSameObjects() throws Exception {
        transactions.begin();
        try (OdbConnection one = factory.getConnection();
                OdbConnection other = factory.getConnection()) {
            Issue issue = issue(one);
            issue.comment("through the first");

            assertThat(one).isNotSameAs(other);
            assertThat(issue(other)).isSameAs(issue);
            issue(other).comment("through the second");
            assertThat(issue.comments()).containsExactly("through the first", "through the second");
        } finally {
            transactions.commit();
        }

        assertThat(database.<Integer>inNew(
                        connection -> issue(connection).comments().size()))
                .isEqualTo(2);
    }

    private static Issue issue(OdbConnection connection) {
        return connection.root("issues", Issues.class).get(KEY);
    }
}
