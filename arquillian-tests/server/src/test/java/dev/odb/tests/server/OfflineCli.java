package dev.odb.tests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** WildFly's command line on the configuration of a server that does not run. */
final class OfflineCli {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private OfflineCli() {}

    /**
     * Runs operations, each a line as the documentation writes it.
     *
     * @param base the folder with the configuration
     */
    static void run(Path base, List<String> lines) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("embed-server --server-config=odb.xml"));
        all.addAll(lines);
        all.add("stop-embedded-server");
        Path script = Files.write(base.resolve("lines.cli"), all);
        Path home = TestSettings.serverHome();
        ProcessBuilder cli = new ProcessBuilder(
                        "sh", home.resolve("bin/jboss-cli.sh").toString(), "--file=" + script)
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("lines.log").toFile());
        cli.environment().put("JAVA_HOME", System.getProperty("java.home"));
        cli.environment().put("JBOSS_HOME", home.toString());
        cli.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base.toAbsolutePath());
        Process process = cli.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            // the shell has a child, which does the work
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String output = Files.readString(base.resolve("lines.log"));
        if (!ended || process.exitValue() != 0 || output.contains("\"failed\"")) {
            throw new IllegalStateException(
                    script + (ended ? " ended with " + process.exitValue() : " has not ended within " + LIMIT) + ":\n"
                            + output);
        }
    }
}
