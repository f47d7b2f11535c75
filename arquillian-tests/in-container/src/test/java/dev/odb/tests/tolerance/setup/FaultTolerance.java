package dev.odb.tests.tolerance.setup;

import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.arquillian.setup.ReloadServerSetupTask;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** Adds the subsystem that standalone-full.xml lacks and standalone-microprofile.xml has. */
public final class FaultTolerance extends ReloadServerSetupTask {
    private static final ModelNode EXTENSION =
            new ModelNode().add("extension", "org.wildfly.extension.microprofile.fault-tolerance-smallrye");
    private static final ModelNode SUBSYSTEM =
            new ModelNode().add("subsystem", "microprofile-fault-tolerance-smallrye");

    @Override
    public void setup(ManagementClient client, String container) throws Exception {
        executeOperation(client, Operations.createAddOperation(EXTENSION));
        executeOperation(client, Operations.createAddOperation(SUBSYSTEM));
    }

    @Override
    public void tearDown(ManagementClient client, String container) throws Exception {
        executeOperation(client, Operations.createRemoveOperation(SUBSYSTEM));
        executeOperation(client, Operations.createRemoveOperation(EXTENSION));
        super.tearDown(client, container);
    }
}
