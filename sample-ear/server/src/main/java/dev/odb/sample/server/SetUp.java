package dev.odb.sample.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Configures an unpacked WildFly offline: a fresh copy of its own {@code standalone-full.xml}, then one CLI script. Does
 * nothing if that was done since the script last changed.
 */
public final class SetUp {
    private SetUp() {}

    /**
     * Writes {@code standalone/configuration/odb.xml}.
     *
     * @param arguments the server's folder and the CLI script
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path script = Path.of(arguments[1]).toAbsolutePath();
        Path configuration = home.resolve("standalone/configuration");
        Path target = configuration.resolve(Server.CONFIGURATION);
        Path draft = configuration.resolve("odb-draft.xml");
        if (isNewer(target, script)) {
            return;
        }
        Files.copy(configuration.resolve("standalone-full.xml"), draft, StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder cli = new ProcessBuilder(
                ModularJava.command(home, List.of(), "org.jboss.as.cli", List.of("--file=" + script)));
        cli.environment().put("JBOSS_HOME", home.toString()); // embed-server looks nowhere else
        Process process = cli.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new ServerException(
                    "The server was not configured: " + script + " ended with status " + status + ":\n" + output);
        }
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isNewer(Path target, Path script) throws IOException {
        return Files.exists(target)
                && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(script)) > 0;
    }
}
