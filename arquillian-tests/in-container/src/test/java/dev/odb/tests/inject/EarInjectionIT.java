package dev.odb.tests.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An EJB jar and two WARs that share the persistent classes in the lib of their EAR. */
@ExtendWith(ArquillianExtension.class)
class EarInjectionIT extends Injection {
    @Inject
    private UserTransaction transaction;

    @Inject
    private IssueFinder finder;

    @Deployment
    static EnterpriseArchive deployment() {
        JavaArchive ejbs = ShrinkWrap.create(JavaArchive.class, "ejbs.jar")
                .addClasses(CommentEjb.class, CommentListener.class, CommentSession.class)
                .addClasses(CommentSingleton.class, CommentSingleton.Heard.class, CommentInterceptor.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml");
        WebArchive web = ShrinkWrap.create(WebArchive.class, "web.war")
                .addClasses(EarInjectionIT.class, Injection.class, IssueFinder.class)
                .addClasses(CommentBean.class, CommentResource.class, Api.class, CommentServlet.class)
                .addClasses(CommentCart.class, IssueHistory.class, IssueAdministrator.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        WebArchive second = ShrinkWrap.create(WebArchive.class, "second.war")
                .addClass(CommentServlet.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        return Archives.ear("application").addAsModules(ejbs, Testable.archiveToTest(web), second);
    }

    @Override
    String context() {
        return "web";
    }

    /** One branch: both see one object, and both changes have the tid of one commit. */
    @Test
    void transactionOverWarAndEjb_worksInOneBranch() throws Exception {
        database.start(KEY, "A-2");
        transaction.begin();
        Issue issue = finder.find(KEY);
        bean.comment("A-2", "from the WAR");
        boolean same = ejb.commentIfSame(KEY, "from the EJB", issue);
        transaction.commit();

        assertThat(same).isTrue();
        assertThat(issue.getClass().getClassLoader())
                .isNotIn(CommentBean.class.getClassLoader(), CommentEjb.class.getClassLoader());
        assertThat(comments()).containsExactly("from the EJB");
        assertThat(serial("A-2")).isEqualTo(serial(KEY)).isPositive();
    }

    @Test
    void rootInASecondWar_isTheSame() throws Exception {
        postToServlet("second");
        postToServlet("web");

        assertThat(comments()).containsExactly("from second", "from web");
    }

    private long serial(String key) throws Exception {
        return database.inNew(connection ->
                connection.serial(connection.root("issues", Issues.class).get(key)));
    }
}
