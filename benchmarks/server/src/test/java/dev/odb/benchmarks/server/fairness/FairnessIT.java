package dev.odb.benchmarks.server.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.Issue;
import dev.odb.benchmarks.server.ForcedH2;
import dev.odb.cdi.OdbRoot;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The benchmark with many callers of one object; it fails if one of them gets an exception, is not
 * counted, or is passed by far more others than most, never on time.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FairnessIT {
    private static final int THREADS = 32;

    private static final String MODULES =
            """
            <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
              <deployment><dependencies>
                <module name="deployment.odb.rar"/>
                <module name="com.h2database.h2"/>
              </dependencies></deployment>
            </jboss-deployment-structure>
            """;

    private static final String PERSISTENCE =
            """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="fairness">
                <jta-data-source>java:/jdbc/audit</jta-data-source>
                <class>dev.odb.benchmarks.server.fairness.HotRow</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <properties>
                  <property name="hibernate.hbm2ddl.auto" value="update"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    @ArquillianResource
    private URL page;

    @Deployment(testable = false)
    static WebArchive fairness() throws URISyntaxException {
        return ShrinkWrap.create(WebArchive.class, "fairness.war")
                .addPackage(FairnessServlet.class.getPackage())
                .deleteClass(FairnessIT.class)
                .deleteClasses(FairnessTable.class, FairnessTable.Round.class)
                .addClass(ForcedH2.class)
                .addPackage(Issue.class.getPackage())
                .addClass(IssueText.class)
                .addClass("dev.odb.benchmarks.Contestant")
                .addAsLibrary(new File(OdbRoot.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()))
                .addAsResource(new StringAsset(PERSISTENCE), "META-INF/persistence.xml")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsWebInfResource(new StringAsset(MODULES), "jboss-deployment-structure.xml");
    }

    @Test
    void everybody_isThroughWithoutAConflictShown() throws IOException, InterruptedException {
        FairnessTable table = FairnessTable.of(ask("fairness?threads=" + THREADS + "&seconds="
                + System.getProperty("odb.fairness.seconds") + "&rounds="
                + System.getProperty("odb.fairness.rounds")));

        String report = table.markdown(THREADS);
        System.out.println(report);
        Files.writeString(Path.of(System.getProperty("odb.fairness.report")), report);
        assertThat(table.rounds()).hasSize(3).allSatisfy((name, rounds) -> assertThat(rounds)
                .hasSize(Integer.getInteger("odb.fairness.rounds"))
                .allSatisfy(round -> assertThat(round.fewest()).as(name).isPositive()));
        // not asked of H2 2.2, which counts some rows as updated that it does not update
        assertThat(table.rounds().get("ODB, @RetryOnConflict")).allSatisfy(round -> {
            assertThat(round.lost()).isZero();
            assertThat(round.mostPassed()).isLessThanOrEqualTo(10 * round.passed());
        });
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
