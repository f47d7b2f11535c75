package dev.odb.junit.impl;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
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

    /** Deletes a folder, beside somebody who perhaps deletes files in it, too. */
    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw JunitMessages.filesFailed(e);
        }
    }
}
