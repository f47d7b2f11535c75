package dev.odb.tests.pool.setup;

import java.io.IOException;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.arquillian.setup.ReloadServerSetupTask;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.Operations.CompositeOperationBuilder;
import org.jboss.dmr.ModelNode;

/**
 * Adapters of the same archive with pools of all kinds, on databases in memory: with XA {@code kept} (tracking=false), {@code
 * strict} (tracking as it comes), {@code traced} (tracking=true) and {@code small} (two connections); {@code local} and {@code
 * none} with less.
 */
public final class Pools extends ReloadServerSetupTask {
    private static final ModelNode SUBSYSTEM = new ModelNode().add("subsystem", "resource-adapters");
    private static final String[] ADAPTERS = {"pools", "local", "none"};

    @Override
    public void setup(ManagementClient client, String container) throws Exception {
        CompositeOperationBuilder all = CompositeOperationBuilder.create();
        adapter(all, "pools", "XATransaction");
        pool(all, "pools", "kept", 8, "false");
        pool(all, "pools", "strict", 8, null);
        pool(all, "pools", "traced", 8, "true");
        pool(all, "pools", "small", 2, "false");
        pool(all, "pools", "flushed", 500, "false");
        adapter(all, "local", "LocalTransaction");
        pool(all, "local", "local", 8, "false");
        adapter(all, "none", "NoTransaction");
        pool(all, "none", "none", 8, "false");
        executeOperation(client, all.build());
        for (String adapter : ADAPTERS) {
            executeOperation(client, Operations.createOperation("activate", address(adapter)));
        }
    }

    @Override
    public void tearDown(ManagementClient client, String container) throws Exception {
        for (String adapter : ADAPTERS) {
            remove(client, adapter);
        }
        super.tearDown(client, container);
    }

    private void remove(ManagementClient client, String adapter) throws IOException {
        executeOperation(client, Operations.createRemoveOperation(address(adapter)));
    }

    private static void adapter(CompositeOperationBuilder to, String name, String support) {
        ModelNode add = Operations.createAddOperation(address(name));
        add.get("archive").set("odb.rar");
        add.get("transaction-support").set(support);
        add.get("statistics-enabled").set(true);
        to.addStep(add);
    }

    private static void pool(CompositeOperationBuilder to, String adapter, String name, int size, String tracking) {
        ModelNode address = address(adapter).add("connection-definitions", name);
        ModelNode add = Operations.createAddOperation(address);
        add.get("class-name").set("dev.odb.ra.OdbManagedConnectionFactory");
        add.get("jndi-name").set("java:/odb/" + name);
        add.get("enabled").set(true);
        add.get("use-java-context").set(true);
        add.get("min-pool-size").set(0);
        add.get("max-pool-size").set(size);
        add.get("blocking-timeout-wait-millis").set(name.equals("small") ? 100 : 30_000);
        if (tracking != null) {
            add.get("tracking").set(tracking);
        }
        if (adapter.equals("pools")) {
            add.get("recovery-username").set("recovery");
            add.get("recovery-password").set("recovery");
        }
        to.addStep(add);
        to.addStep(property(address, "url", "odb:memory:" + adapter));
        to.addStep(property(address, "databaseName", name));
    }

    private static ModelNode property(ModelNode definition, String name, String value) {
        ModelNode add = Operations.createAddOperation(definition.clone().add("config-properties", name));
        add.get("value").set(value);
        return add;
    }

    private static ModelNode address(String adapter) {
        return SUBSYSTEM.clone().add("resource-adapter", adapter);
    }
}
