package dev.odb.tests.jms.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jboss.as.arquillian.container.ManagementClient;

/** Runs odb-queue.cli as it is in the deployed adapter's archive, by the server's own command line. */
final class QueueScript {
    private static final String NAME = "META-INF/cli/odb-queue.cli";

    private final Path home = Path.of(System.getProperty("odb.server.home"));
    private final Path script = Path.of(System.getProperty("odb.server.base"), "odb-queue.cli");
    private final ManagementClient client;

    QueueScript(ManagementClient client) throws IOException {
        this.client = client;
        Path rar = Path.of(System.getProperty("odb.server.base"), "deployments", "odb.rar");
        try (ZipFile archive = new ZipFile(rar.toFile());
                InputStream in = archive.getInputStream(archive.getEntry(NAME))) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Runs operations one after the other, each a line as the documentation writes it. */
    void runAll(List<String> operations) throws IOException, InterruptedException {
        Path file = script.resolveSibling("documented.cli");
        Files.write(file, operations);
        run("jboss-cli.sh --connect --file=" + file.getFileName());
    }

    /**
     * Runs a command as the documentation writes it.
     *
     * @param command begins with jboss-cli.sh
     */
    void run(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
        words.set(0, home.resolve("bin").resolve(words.get(0)).toString());
        words.add(0, "sh");
        words.add("--controller=" + client.getMgmtAddress() + ":" + client.getMgmtPort());
        ProcessBuilder cli =
                new ProcessBuilder(words).directory(script.getParent().toFile()).redirectErrorStream(true);
        cli.environment().put("JAVA_HOME", System.getProperty("java.home"));
        cli.environment().put("JBOSS_HOME", home.toString());
        Process process = cli.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0 || output.contains("\"failed\"")) {
            throw new IllegalStateException(command + " ended with status " + status + ":\n" + output);
        }
    }
}
