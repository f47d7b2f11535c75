package dev.odb.junit.impl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of databases that live as long as a test. */
final class TemporaryFolders {
    private TemporaryFolders() {}

    static Path create() {
        try {
            return Files.createTempDirectory("odb-junit-");
        } catch (IOException e) {
            throw JunitMessages.filesFailed(e);
        }
    }

    /** Copies a folder as it is at this moment; there must be nothing at the target. */
    static void copy(Path from, Path to) {
        try {
            for (Path one : tree(from)) {
                Files.copy(one, to.resolve(from.relativize(one)));
            }
        } catch (IOException e) {
            throw JunitMessages.filesFailed(e);
        }
    }

    /** Puts a folder in the place of another one. */
    static void replace(Path old, Path by) {
        delete(old);
        try {
            Files.move(by, old);
        } catch (IOException e) {
            throw JunitMessages.filesFailed(e);
        }
    }

    static void delete(Path folder) {
        try {
            List<Path> all = tree(folder);
            for (Path one : all.stream()
                    .sorted(Comparator.<Path>naturalOrder().reversed())
                    .toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw JunitMessages.filesFailed(e);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }
}
