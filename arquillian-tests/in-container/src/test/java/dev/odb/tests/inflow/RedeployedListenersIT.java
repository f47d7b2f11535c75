package dev.odb.tests.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.support.Archives;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One application stays, another one comes and goes: both take tasks, and only the latter hears of changes. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployedListenersIT {
    private static final String STAYS = "stays";
    private static final String GOES = "goes";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = STAYS, managed = false, testable = false)
    @TargetsContainer("wildfly")
    static WebArchive stays() {
        WebArchive archive = Binding.bound(Archives.war(STAYS, RedeployedListenersIT.class));
        archive.deleteClass(ActivityList.class);
        return archive;
    }

    @Deployment(name = GOES, managed = false, testable = false)
    @TargetsContainer("wildfly")
    static WebArchive goes() {
        return Binding.bound(Archives.war(GOES, RedeployedListenersIT.class));
    }

    @Test
    void subscriptionGoesOnWhereItWas_andTasksAreSharedWithoutDoubles() throws Exception {
        deployer.deploy(STAYS);
        try {
            command("start", "line");
            deployer.deploy(GOES);
            command("describe", "change one");
            Waiting.until("the first is heard", () -> command("activity", "").equals("change one"));

            command("send", "line");
            deployer.undeploy(GOES);
            command("describe", "change two");
            command("describe", "change three");
            command("send", "line");
            deployer.deploy(GOES);
            Waiting.until("those that came meanwhile are heard", () -> command("activity", "")
                    .equals("change one,change two,change three"));

            Waiting.until("all tasks are done", () -> command("numbers", "line").equals("100"));
            command("describe", "change four");
            Waiting.until("the next is heard", () -> command("activity", "").endsWith("change four"));
            assertThat(command("numbers", "line")).isEqualTo("100");
        } finally {
            deployer.undeploy(GOES);
            deployer.undeploy(STAYS);
        }
    }

    private String command(String command, String text) throws IOException, InterruptedException {
        int port = 8080 + Integer.getInteger("odb.tests.port.offset");
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + STAYS + "/commands?command=" + command + "&text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
