package dev.odb.tests.relational;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.inflow.Waiting;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.Operations.CompositeOperationBuilder;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connection definitions on data sources of H2 that are not as they should be, activated in a running server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DataSourcesIT {
    private static final String NAME = "relational";
    private static final Path LOG = Path.of(System.getProperty("odb.server.base"), "log", "server.log");

    @ArquillianResource
    private ManagementClient client;

    /** Arquillian starts the server for it. */
    @Deployment
    static WebArchive deployment() {
        return ShrinkWrap.create(WebArchive.class, "nothing.war");
    }

    @AfterEach
    void remove() throws Exception {
        for (ModelNode address : new ModelNode[] {adapter(), source()}) {
            ModelNode remove = Operations.createRemoveOperation(address);
            remove.get("operation-headers", "allow-resource-service-restart").set(true);
            client.getControllerClient().execute(remove); // fails if it is not there
        }
    }

    @Test
    void jtaDataSource_isRefusedAtActivation() throws Exception {
        assertRefused("java:jboss/datasources/ExampleDS");
    }

    @Test
    void xaDataSource_isRefusedAtActivation() throws Exception {
        assertRefused("java:/jdbc/audit");
    }

    /** The command line says that the adapter could not be started; why is in the log only. */
    private void assertRefused(String source) throws Exception {
        long before = Files.size(LOG);
        assertThat(activate(source)).contains("WFLYJCA0046");
        try (InputStream log = Files.newInputStream(LOG)) {
            log.skipNBytes(before);
            assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("ODB-5130: The data source '" + source + "'", "jta=false");
        }
    }

    @Test
    void dataSourceWithItsOwnTransactions_isTakenWithAPoolOfOne() throws Exception {
        addSource(1);
        assertThat(activate("java:/jdbc/relational")).isEmpty();
        assertThat(connect()).isEmpty();
    }

    @Test
    void dataSourceThatComesLater_isUsedThen() throws Exception {
        assertThat(activate("java:/jdbc/relational")).isEmpty();
        assertThat(connect()).contains("ODB-5132", "ODB-4350", "java:/jdbc/relational");

        addSource(4);

        Waiting.until("it is open", () -> connect().isEmpty());
    }

    /** Why it failed, or empty. */
    private String activate(String source) throws Exception {
        CompositeOperationBuilder all = CompositeOperationBuilder.create();
        ModelNode add = Operations.createAddOperation(adapter());
        add.get("archive").set("odb.rar");
        add.get("transaction-support").set("XATransaction");
        all.addStep(add);
        ModelNode definition = Operations.createAddOperation(definition());
        definition.get("class-name").set("dev.odb.ra.OdbManagedConnectionFactory");
        definition.get("jndi-name").set("java:/odb/" + NAME);
        definition.get("enabled").set(true);
        all.addStep(definition);
        all.addStep(property("url", "odb:jdbc:" + source));
        all.addStep(property("databaseName", NAME));
        assertThat(execute(all.build().getOperation())).isEmpty();
        return execute(Operations.createOperation("activate", adapter()));
    }

    private static ModelNode property(String name, String value) {
        ModelNode add = Operations.createAddOperation(definition().add("config-properties", name));
        add.get("value").set(value);
        return add;
    }

    private String connect() throws Exception {
        return execute(Operations.createOperation("test-connection-in-pool", definition()));
    }

    private void addSource(int connections) throws Exception {
        ModelNode add = Operations.createAddOperation(source());
        add.get("jndi-name").set("java:/jdbc/relational");
        add.get("driver-name").set("h2");
        add.get("connection-url").set("jdbc:h2:mem:relational;DB_CLOSE_DELAY=-1");
        add.get("jta").set(false);
        add.get("min-pool-size").set(0);
        add.get("max-pool-size").set(connections);
        add.get("blocking-timeout-wait-millis").set(1000);
        assertThat(execute(add)).isEmpty();
    }

    private String execute(ModelNode operation) throws Exception {
        ModelNode answer = client.getControllerClient().execute(operation);
        return Operations.isSuccessfulOutcome(answer)
                ? ""
                : Operations.getFailureDescription(answer).asString();
    }

    private static ModelNode adapter() {
        return new ModelNode().add("subsystem", "resource-adapters").add("resource-adapter", NAME);
    }

    private static ModelNode definition() {
        return adapter().add("connection-definitions", NAME);
    }

    private static ModelNode source() {
        return new ModelNode().add("subsystem", "datasources").add("data-source", NAME);
    }
}
