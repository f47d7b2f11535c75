package dev.odb.tests.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.support.Archives;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application is replaced under load: each entry has its row or neither is there, and the pool gets all back. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployIT {
    private static final String NAME = "redeployed";
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 3;
    private static final int BETWEEN = 40;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Semaphore written = new Semaphore(0);
    private volatile boolean stopped;

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    private ManagementClient management;

    @Deployment(name = NAME, managed = false, testable = false)
    @TargetsContainer("wildfly")
    static WebArchive deployment() {
        return Archives.war(NAME, RedeployIT.class);
    }

    @Test
    void redeployedUnderLoad_losesNothingHalvesNothingAndGivesAllConnectionsBack() throws Exception {
        statistics(true);
        deployer.deploy(NAME);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            assertThat(send("PUT", "issues=c0,c1,c2,c3").statusCode()).isEqualTo(200);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                running.add(clients.submit(() -> write(client)));
            }
            for (int i = 0; i < ROUNDS; i++) {
                await(BETWEEN);
                deployer.undeploy(NAME);
                deployer.deploy(NAME);
            }
            await(BETWEEN);
            stopped = true;
            for (Future<?> one : running) {
                one.get();
            }
            assertWhole();
            assertThat(inUse()).isZero();
        } finally {
            stopped = true;
            clients.shutdownNow();
            deployer.undeploy(NAME);
            statistics(false);
        }
    }

    /** Waits for so many more acknowledged entries. */
    private void await(int count) throws InterruptedException {
        written.drainPermits();
        assertThat(written.tryAcquire(count, 2, TimeUnit.MINUTES)).isTrue();
    }

    private Void write(int client) throws InterruptedException {
        for (int i = 0; !stopped; i++) {
            String entry = client + "-" + i;
            try {
                if (send("POST", "issue=c" + client + "&entry=" + entry).statusCode() == 200) {
                    acknowledged.add(entry);
                    written.release();
                }
            } catch (IOException e) {
                // not acknowledged: the server was replacing the application
            }
        }
        return null;
    }

    private void assertWhole() throws Exception {
        Set<String> stored = new HashSet<>();
        for (int i = 0; i < CLIENTS; i++) {
            HttpResponse<String> listed = send("GET", "issue=c" + i);
            assertThat(listed.statusCode()).isEqualTo(200);
            listed.body().lines().forEach(line -> {
                assertThat(line).endsWith(" 1");
                assertThat(stored.add(line.substring(0, line.indexOf(' ')))).isTrue();
            });
        }
        assertThat(stored).containsAll(acknowledged);
        assertThat(send("GET", "").body()).isEqualTo(Integer.toString(stored.size()));
    }

    private HttpResponse<String> send(String method, String query) throws IOException, InterruptedException {
        int port = 8080 + Integer.getInteger("odb.tests.port.offset");
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + NAME + "/journal?" + query);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private int inUse() throws IOException {
        ModelNode read = Operations.createReadAttributeOperation(pool(), "InUseCount");
        return execute(read).asInt();
    }

    private void statistics(boolean on) throws IOException {
        execute(Operations.createWriteAttributeOperation(pool(), "statistics-enabled", on));
    }

    private ModelNode execute(ModelNode operation) throws IOException {
        ModelNode outcome = management.getControllerClient().execute(operation);
        assertThat(Operations.isSuccessfulOutcome(outcome))
                .as(outcome.toString())
                .isTrue();
        return Operations.readResult(outcome);
    }

    private static ModelNode pool() {
        return new ModelNode()
                .add("subsystem", "resource-adapters")
                .add("resource-adapter", "odb")
                .add("connection-definitions", "issues")
                .add("statistics", "pool");
    }
}
