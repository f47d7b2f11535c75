package dev.odb.tests.jms.setup;

import java.util.List;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.arquillian.setup.ReloadServerSetupTask;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/**
 * The queues {@code work} and {@code comments}, set up by the script that the documentation names, in its words; {@code
 * notifications} and {@code unset}, which nobody set up; and room for 32 message-driven beans at a time. All commands of the
 * documentation are run as they stand there.
 */
public final class Queues extends ReloadServerSetupTask {
    /** How many messages on the hot object are received at a time. */
    public static final int CROWD = 32;

    private static final ModelNode SUBSYSTEM = new ModelNode().add("subsystem", "messaging-activemq");
    /** Sixteen with two processors, however many beans there may be. */
    private static final String THREADS = "global-client-thread-pool-max-size";

    private static final List<String> PLAIN = List.of("unset", "notifications");
    private static final List<String> QUIET =
            List.of("org.apache.activemq.artemis.ra.ActiveMQRALogger", "org.apache.activemq.artemis.core.client");
    private static final List<String> SCRIPTED = List.of("work", "comments");

    @Override
    public void setup(ManagementClient client, String container) throws Exception {
        String command = Page.MESSAGES
                .lines()
                .filter(line -> line.startsWith("jboss-cli.sh"))
                .findFirst()
                .orElseThrow();
        QueueScript script = new QueueScript(client);
        for (String queue : SCRIPTED) {
            script.run(command.replace("-Dodb.queue=comments", "-Dodb.queue=" + queue));
        }
        for (String queue : PLAIN) {
            ModelNode add = Operations.createAddOperation(queue(queue));
            add.get("entries").add("java:/jms/queue/" + queue);
            execute(client, add);
        }
        ModelNode pool = Operations.createAddOperation(pool());
        pool.get("max-pool-size").set(CROWD);
        execute(client, pool);
        script.runAll(Page.MESSAGES
                .lines()
                .filter(line -> line.startsWith("/subsystem"))
                .toList());
        for (String logger : QUIET) {
            execute(client, Operations.createRemoveOperation(logger(logger))); // tests look at what is logged
        }
        super.tearDown(client, container); // reloads
    }

    @Override
    public void tearDown(ManagementClient client, String container) throws Exception {
        for (String queue : SCRIPTED) {
            execute(client, Operations.createRemoveOperation(broker().add("address-setting", "jms.queue." + queue)));
            execute(client, Operations.createRemoveOperation(queue(queue)));
            execute(client, Operations.createRemoveOperation(queue(queue + "Dead")));
        }
        for (String queue : PLAIN) {
            execute(client, Operations.createRemoveOperation(queue(queue)));
        }
        execute(client, Operations.createRemoveOperation(pool()));
        execute(client, Operations.createUndefineAttributeOperation(SUBSYSTEM, THREADS));
        super.tearDown(client, container);
    }

    private static void execute(ManagementClient client, ModelNode operation) throws Exception {
        ModelNode answer = client.getControllerClient().execute(operation);
        if (!Operations.isSuccessfulOutcome(answer)) {
            throw new IllegalStateException(operation + ": " + Operations.getFailureDescription(answer));
        }
    }

    private static ModelNode queue(String name) {
        return broker().add("jms-queue", name);
    }

    private static ModelNode broker() {
        return SUBSYSTEM.clone().add("server", "default");
    }

    private static ModelNode logger(String name) {
        return new ModelNode().add("subsystem", "logging").add("logger", name);
    }

    private static ModelNode pool() {
        return new ModelNode().add("subsystem", "ejb3").add("strict-max-bean-instance-pool", "crowd");
    }
}
