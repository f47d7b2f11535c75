package dev.odb.core.storage.file;

import dev.odb.core.storage.local.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of backups of one database: its chains, each in a folder {@code chain-<n>}. One thread. */
final class BackupFolder {
    private static final Pattern CHAIN = Pattern.compile("chain-(\\d{6})");

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder;
    }

    /** The names of the chains, oldest first; those in which no backup was ever finished are among them. */
    List<String> chains() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> CHAIN.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    Path path(String chain) {
        return folder.resolve(chain);
    }

    /** What stands in a chain. */
    BackupChain chain(String name) throws IOException, DamagedBackupException {
        return BackupChain.read(new DiskFolder(path(name)));
    }

    /** Makes an empty chain behind the others; of those, what never was one is removed. */
    String newChain(List<String> existing) throws IOException {
        int last = 0;
        for (String name : existing) {
            Matcher number = CHAIN.matcher(name);
            if (number.matches()) {
                last = Integer.parseInt(number.group(1));
            }
        }
        String name = String.format("chain-%06d", last + 1);
        OwnFiles.createFolder(path(name));
        return name;
    }

    /** Removes a chain in which no backup was finished. */
    void remove(String chain) throws IOException {
        OwnFiles.deleteAll(path(chain));
        OwnFiles.forceFolder(folder);
    }
}
