package dev.odb.core.storage.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.odb.core.storage.Contents;
import dev.odb.core.storage.local.FolderContents;
import dev.odb.core.storage.local.OwnFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of the operating system. */
final class DiskFolder implements FileAccess {
    private static final System.Logger LOGGER = System.getLogger(DiskFolder.class.getName());
    static final String CONTENTS = "blobs";

    private final Path folder;

    DiskFolder(Path folder) {
        this.folder = folder;
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
        FileChannel.open(folder.resolve(name), options, OwnFiles.ownerOnly("rw-------"))
                .close();
        return open(name, true);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public Contents contents(boolean readOnly) throws IOException {
        return FolderContents.open(folder.resolve(CONTENTS), readOnly);
    }

    @Override
    public long room() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The room in ''{0}'' is not known: {1}", folder, e);
            return -1;
        }
    }

    @Override
    public void forceFolder() throws IOException {
        OwnFiles.forceFolder(folder);
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
