package dev.odb.core.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Contents in a folder of the operating system, for its owner only. */
final class OwnContentFiles implements ContentFiles {
    private static final String DRAFTS = "draft";

    private final Path folder;

    OwnContentFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path drafts() throws IOException {
        return made(DRAFTS);
    }

    @Override
    public void deleteDrafts() throws IOException {
        for (String draft : list(DRAFTS)) {
            Files.delete(file(DRAFTS, draft));
        }
    }

    @Override
    public List<String> folders() throws IOException {
        return list(folder, true);
    }

    @Override
    public List<String> list(String inside) throws IOException {
        return list(folder.resolve(inside), false);
    }

    private static List<String> list(Path listed, boolean folders) throws IOException {
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(listed)) {
            return files.filter(file -> !folders || Files.isDirectory(file))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Override
    public void take(Path draft, String to, String name) throws IOException {
        OwnFiles.moveDurably(draft, made(to).resolve(name));
    }

    @Override
    public void giveBack(String from, String name, Path draft) throws IOException {
        OwnFiles.move(file(from, name), draft);
    }

    @Override
    public void move(String from, String name, String to, String toName) throws IOException {
        Files.createDirectories(folder.resolve(to), OwnFiles.ownerOnly("rwx------"));
        Files.move(file(from, name), file(to, toName));
    }

    @Override
    public boolean exists(String inside, String name) {
        return Files.exists(file(inside, name));
    }

    @Override
    public SeekableByteChannel open(String inside, String name) throws IOException {
        return FileChannel.open(file(inside, name), StandardOpenOption.READ);
    }

    @Override
    public void delete(String inside, String name) throws IOException {
        Files.deleteIfExists(file(inside, name));
    }

    @Override
    public long size(String inside, String name) throws IOException {
        try {
            return Files.size(file(inside, name));
        } catch (NoSuchFileException moved) {
            return 0;
        }
    }

    @Override
    public String location(String inside, String name) {
        return file(inside, name).toString();
    }

    private Path made(String name) throws IOException {
        Path made = folder.resolve(name);
        OwnFiles.createFolder(made);
        return made;
    }

    private Path file(String inside, String name) {
        return folder.resolve(inside).resolve(name);
    }
}
