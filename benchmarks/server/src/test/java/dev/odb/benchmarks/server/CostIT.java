package dev.odb.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.Issue;
import dev.odb.benchmarks.server.nothing.NothingAdapter;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark inside a server; it fails on a crash or a wrong result, never on time. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CostIT {
    private static final String MODULES =
            """
            <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
              <deployment><dependencies>
                <module name="deployment.odb.rar"/>
                <module name="deployment.nothing.rar"/>
                <module name="com.h2database.h2"/>
              </dependencies></deployment>
            </jboss-deployment-structure>
            """;

    private static final String DEFINITION =
            """
            <connection-definition class-name="dev.odb.benchmarks.server.nothing.NothingManagedFactory"
                jndi-name="java:/nothing/%1$s" pool-name="%1$s">
              <config-property name="name">%1$s</config-property>
              <recovery no-recovery="true"/>
            </connection-definition>
            """;

    private static final String PERSISTENCE =
            """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="cost">
                <jta-data-source>java:/jdbc/audit</jta-data-source>
                <class>dev.odb.benchmarks.contestants.IssueRow</class>
                <class>dev.odb.benchmarks.contestants.CommentRow</class>
                <class>dev.odb.benchmarks.contestants.AuthorRow</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <properties>
                  <property name="hibernate.hbm2ddl.auto" value="update"/>
                  <property name="hibernate.jdbc.batch_size" value="100"/>
                  <property name="hibernate.order_inserts" value="true"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    @ArquillianResource
    private URL page;

    @Deployment(name = "nothing", order = 1, testable = false)
    static ResourceAdapterArchive nothing() {
        return ShrinkWrap.create(ResourceAdapterArchive.class, "nothing.rar")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "nothing.jar")
                        .addPackage(NothingAdapter.class.getPackage()))
                .addAsManifestResource(
                        new StringAsset("<ironjacamar><transaction-support>XATransaction</transaction-support>"
                                + "<connection-definitions>" + DEFINITION.formatted("first")
                                + DEFINITION.formatted("second") + "</connection-definitions></ironjacamar>"),
                        "ironjacamar.xml");
    }

    @Deployment(name = "cost", order = 2, testable = false)
    static WebArchive cost() {
        return ShrinkWrap.create(WebArchive.class, "cost.war")
                .addPackage(CostServlet.class.getPackage())
                .addPackage(Issue.class.getPackage())
                .deleteClass(CostIT.class)
                .deleteClass(CostTable.class)
                .addClass(IssueText.class)
                .addClass("dev.odb.benchmarks.Contestant")
                .addAsResource(new StringAsset(PERSISTENCE), "META-INF/persistence.xml")
                .addAsWebInfResource(new StringAsset(MODULES), "jboss-deployment-structure.xml");
    }

    @Test
    @OperateOnDeployment("cost")
    void everyRow_isMeasuredForEverybody() throws IOException, InterruptedException {
        String lines = ask("cost?seconds=" + System.getProperty("odb.cost.seconds") + "&issues="
                + System.getProperty("odb.cost.issues") + "&rounds=" + System.getProperty("odb.cost.rounds"));

        CostTable table = CostTable.of(lines);
        String report = table.markdown() + "\n" + table.share();
        System.out.println(report);
        Files.writeString(Path.of(System.getProperty("odb.cost.report")), report);
        for (Cost row : Cost.values()) {
            assertThat(table.time(row, row == Cost.EMPTY || row == Cost.FORCE ? "" : "ODB"))
                    .as(row.text())
                    .isPositive();
        }
    }

    private String ask(String path) throws IOException, InterruptedException {
        // with HTTP/2 the server gives up a connection on which nothing comes for a minute
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(HttpRequest.newBuilder(URI.create(page + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
