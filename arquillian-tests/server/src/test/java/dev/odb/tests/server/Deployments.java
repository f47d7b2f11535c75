package dev.odb.tests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** What a running server has deployed, by way of its folder of deployments and the marker files there. */
final class Deployments {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder;

    Deployments(Path folder) {
        this.folder = folder;
    }

    /** Adds an archive and deploys it. */
    void add(Path archive) throws IOException {
        String name = archive.getFileName().toString();
        Path aside = folder.resolve(name + ".copied");
        Files.copy(archive, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        awaitDeployed(name);
    }

    /** Deploys an archive that is there. */
    void deploy(String name) throws IOException {
        Files.createFile(marker(name, ".dodeploy"));
        awaitDeployed(name);
    }

    /** Takes it away and puts it back in one operation of the server, which does the same to what depends on it. */
    void replace(String name) throws IOException {
        deploy(name);
    }

    /** Takes it away; its archive stays. */
    void undeploy(String name) throws IOException {
        Files.delete(marker(name, ".deployed"));
        Poll.until(LIMIT, () -> name + " is undeployed", () -> {
            // a server that is just looking finds an archive without a marker, and deploys it again
            delete(marker(name, ".deployed"));
            return has(name, ".undeployed");
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitDeployed(String name) {
        Poll.until(LIMIT, () -> name + " is deployed", () -> {
            if (has(name, ".failed")) {
                throw new AssertionError(name + " was not deployed: " + text(marker(name, ".failed")));
            }
            return has(name, ".deployed") && !has(name, ".dodeploy") && !has(name, ".isdeploying");
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "and why cannot be read: " + e;
        }
    }

    private boolean has(String name, String suffix) {
        return Files.exists(marker(name, suffix));
    }

    private Path marker(String name, String suffix) {
        return folder.resolve(name + suffix);
    }
}
