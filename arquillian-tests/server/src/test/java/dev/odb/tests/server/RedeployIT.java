package dev.odb.tests.server;

import dev.odb.cdi.OdbRoot;
import dev.odb.ejb.ReplayContainerInterceptor;
import dev.odb.tests.server.busy.Board;
import dev.odb.tests.server.idle.IdleAdapter;
import dev.odb.tests.server.idle.IdleServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Takes the adapter and applications away and puts them back, again and again, while requests come; and afterwards looks
 * in the server's heap for class loaders that are still there. What an adapter and an application that do nothing leave
 * in the same server is the server's doing. An application that leaves a thread behind shows that the look finds things.
 * Twenty times in the thorough tier.
 */
@Timeout(3600)
class RedeployIT {
    private static final int ROUNDS = (int) Math.max(4, 20 * Double.parseDouble(System.getProperty("odb.test.scale")));
    private static final int WORK = 5;
    private static final List<String> OURS = List.of(
            "odb.rar",
            "busy.war",
            "odb-sample.ear",
            "odb-sample.ear.odb-sample-ejb.jar",
            "odb-sample.ear.odb-sample-web.war");

    private final Random random = TestSettings.random();
    private final Path archives = TestSettings.folder().resolve("redeployed");

    @Test
    void manyRedeploymentsUnderLoad_leaveNoMoreLoadersThanDoingNothingDoes() throws Exception {
        build();
        try (TestServer server = new TestServer("redeploy")) {
            server.configure(RedeployIT::withIdleAdapter);
            server.start();
            Deployments deployments = server.deployments();
            doNothing(server, deployments);
            doWork(server, deployments);
            plant(server, deployments);
            compare(HeapWalk.loaders(new ServerHeap(server).dump()));
        }
    }

    private void doNothing(TestServer server, Deployments deployments) throws IOException {
        deployments.add(archives.resolve("idle-adapter.rar"));
        deployments.add(archives.resolve("idle.war"));
        try (Load load = new Load(server.address("/idle/work"), 2)) {
            for (int round = 1; round <= ROUNDS; round++) {
                load.await(WORK);
                redeploy(deployments, round, "idle-adapter.rar", "idle.war");
            }
            load.await(WORK);
            undeploy(deployments, "idle-adapter.rar", "idle.war");
            System.out.println(load);
        }
    }

    private void doWork(TestServer server, Deployments deployments) throws IOException {
        deployments.add(archives.resolve("busy.war"));
        try (Load work = new Load(server.address("/busy/work"), 2);
                Load sample = new Load(server.address("/issues/api/statistics"), 1)) {
            for (int round = 1; round <= ROUNDS; round++) {
                upload(server, round);
                work.await(WORK);
                sample.await(WORK);
                redeploy(deployments, round, "odb.rar", "odb-sample.ear", "busy.war");
            }
            work.await(WORK);
            sample.await(WORK);
            undeploy(deployments, "odb.rar", "odb-sample.ear", "busy.war");
            System.out.println(work);
            System.out.println(sample);
        }
    }

    /** Each of them once: by replacing the first, with which the server restarts the others, or one by one. */
    private static void redeploy(Deployments deployments, int round, String... names) throws IOException {
        if (round % 2 == 1) {
            deployments.replace(names[0]);
            return;
        }
        undeploy(deployments, names);
        for (String name : names) {
            deployments.deploy(name);
        }
        if (round % 4 == 0) {
            for (int i = 1; i < names.length; i++) {
                deployments.replace(names[i]);
            }
        }
    }

    private static void undeploy(Deployments deployments, String... names) throws IOException {
        for (int i = names.length - 1; i >= 0; i--) {
            deployments.undeploy(names[i]);
        }
    }

    /** Has the message-driven beans store new issues. */
    private void upload(TestServer server, int round) throws IOException {
        Path file = archives.resolve("issues.jsonl");
        List<String> lines = GeneratedIssues.lines(20, random);
        Files.write(
                file,
                lines.stream()
                        .map(line -> line.replace("GEN-", "R" + round + "-"))
                        .toList());
        long before = server.tracker().statistics().issues();
        server.tracker().upload("round-" + round, file);
        Imports.await(server.tracker(), before + 20);
    }

    private void plant(TestServer server, Deployments deployments) throws IOException {
        deployments.deploy("idle-adapter.rar");
        deployments.add(archives.resolve("planted.war"));
        try (Load load = new Load(server.address("/planted/work?pin"), 1)) {
            load.await(1);
        }
        deployments.undeploy("planted.war");
        deployments.undeploy("idle-adapter.rar");
    }

    private static void compare(HeapWalk.Found found) {
        Map<String, List<String>> left = found.kept();
        print("idle-adapter.rar", found);
        print("idle.war", found);
        // the planted leak keeps the adapter that its application sees
        int adapters = Math.max(0, count(left, "idle-adapter.rar") - 1);
        SoftAssertions all = new SoftAssertions();
        for (String name : OURS) {
            print(name, found);
            all.assertThat(left.getOrDefault(name, List.of()))
                    .as(() -> "loaders of " + name + " that are left, and what keeps them:\n"
                            + String.join("\n\n", left.get(name)))
                    .hasSizeLessThanOrEqualTo(name.equals("odb.rar") ? adapters : count(left, "idle.war"));
        }
        all.assertThat(left.getOrDefault("planted.war", List.of()))
                .as("what the planted leak keeps")
                .singleElement()
                .asString()
                .contains("'planted leak'");
        all.assertAll();
    }

    private static void print(String name, HeapWalk.Found found) {
        System.out.println(name + ": of " + ROUNDS + " redeployments " + count(found.kept(), name)
                + " loaders are left, and " + count(found.byServer(), name) + " that server or JDK alone keep");
    }

    private static int count(Map<String, List<String>> left, String name) {
        return left.getOrDefault(name, List.of()).size();
    }

    private void build() throws IOException {
        TestServer.delete(archives);
        try (Zip jar = new Zip(archives.resolve("idle.jar"))) {
            jar.packageOf("", IdleAdapter.class);
        }
        try (Zip rar = new Zip(archives.resolve("idle-adapter.rar"))) {
            rar.file("idle.jar", archives.resolve("idle.jar"));
        }
        for (String name : List.of("idle", "planted")) {
            try (Zip war = new Zip(archives.resolve(name + ".war"))) {
                war.packageOf("WEB-INF/classes/", IdleServlet.class)
                        .text("WEB-INF/beans.xml", "")
                        .text("WEB-INF/jboss-deployment-structure.xml", Zip.structure("idle-adapter.rar"))
                        .text("META-INF/jboss-all.xml", Zip.dependency("idle-adapter.rar"));
            }
        }
        try (Zip war = new Zip(archives.resolve("busy.war"))) {
            war.packageOf("WEB-INF/classes/", Board.class)
                    .jarOf("WEB-INF/lib/", OdbRoot.class)
                    .jarOf("WEB-INF/lib/", ReplayContainerInterceptor.class)
                    .text("WEB-INF/beans.xml", "")
                    .text("WEB-INF/jboss-ejb3.xml", Zip.binding("odb.rar"))
                    .text("WEB-INF/jboss-deployment-structure.xml", Zip.structure("odb.rar"))
                    .text("META-INF/jboss-all.xml", Zip.dependency("odb.rar"));
        }
    }

    /**
     * The same definition that ODB has, for the adapter that does nothing; deployments are looked for more often; and threads
     * that serve requests end when they have nothing to do: in their thread locals Weld, RESTEasy and Undertow keep what they
     * were serving when it was undeployed.
     */
    private static String withIdleAdapter(String configuration) {
        int begin = configuration.indexOf("<resource-adapter id=\"odb\"");
        String end = "</resource-adapter>";
        int after = configuration.indexOf(end, begin) + end.length();
        String idle = configuration
                .substring(begin, after)
                .replace("odb.rar", "idle-adapter.rar")
                .replace("\"odb\"", "\"idle\"")
                .replace("java:/odb/issues", "java:/idle/connections")
                .replace("\"issues\"", "\"idle\"")
                .replace(
                        "dev.odb.ra.OdbManagedConnectionFactory",
                        IdleAdapter.class.getPackageName() + ".IdleManagedConnectionFactory")
                .replaceAll("(?s)<config-property name=\"url\">.*?</config-property>", "");
        return (configuration.substring(0, after) + idle + configuration.substring(after))
                .replace("scan-interval=\"5000\"", "scan-interval=\"200\"")
                .replace(
                        "<worker name=\"default\"/>",
                        "<worker name=\"default\" task-core-threads=\"0\" task-keepalive=\"100\"/>");
    }
}
