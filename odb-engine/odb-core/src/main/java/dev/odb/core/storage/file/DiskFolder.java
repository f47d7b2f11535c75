package dev.odb.core.storage.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of the operating system. */
final class DiskFolder implements FileAccess {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    DiskFolder(Path folder) {
        this.folder = folder;
    }

    /** Creates the folder and those above it, if they are missing, durably and for the owner only. */
    static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolder(parent);
        }
        Files.createDirectory(folder, ownerOnly("rwx------"));
        if (parent != null) {
            force(parent);
        }
    }

    static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public LogFile open(String name, boolean write) throws IOException {
        return new DiskFile(folder.resolve(name), write ? Set.of(READ, WRITE) : Set.of(READ));
    }

    @Override
    public LogFile create(String name) throws IOException {
        Set<OpenOption> options = Set.of(READ, WRITE, CREATE, TRUNCATE_EXISTING);
        FileChannel.open(folder.resolve(name), options, ownerOnly("rw-------")).close();
        return open(name, true);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void forceFolder() throws IOException {
        force(folder);
    }

    static void force(Path folder) throws IOException {
        if (POSIX) {
            // elsewhere a folder cannot be opened, and file systems there keep its entries with the files
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
