package dev.odb.core.storage.local;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Contents as files of a folder, each for its owner only, staged and kept ones not to be written by anybody.
 *
 * <pre>
 * draft/            what is being written; emptied at open
 * staged/           oid-id-floor, in hexadecimal digits, of 16, 32 and 16 digits
 * 000/ ... fff/     kept contents, oid-id; the folder is the first three digits of the id
 * </pre>
 *
 * A staged content becomes a kept one by a rename, which is not forced: after a crash the file is in one place or the
 * other, and both are looked at.
 */
public final class FolderContents implements Contents {
    private static final System.Logger LOGGER = System.getLogger(FolderContents.class.getName());
    private static final String DRAFTS = "draft";
    private static final String STAGED = "staged";
    private static final int FAN_OUT_DIGITS = 3;

    private final Path folder;
    private final Map<ContentKey, Path> staged = new ConcurrentHashMap<>();

    private FolderContents(Path folder) {
        this.folder = folder;
    }

    /** Opens the contents in a folder, which is made with the first of them. */
    public static FolderContents open(Path folder, boolean readOnly) throws IOException {
        FolderContents contents = new FolderContents(folder);
        if (!readOnly) {
            for (Path draft : contents.list(DRAFTS)) {
                Files.delete(draft);
            }
        }
        for (Path file : contents.list(STAGED)) {
            ContentNames.Name name = ContentNames.parse(file, true);
            if (name == null) {
                LOGGER.log(System.Logger.Level.WARNING, "The file " + file + " is no content of a blob; ignored");
            } else {
                contents.staged.put(name.key(), file);
            }
        }
        return contents;
    }

    /** Hears of files that cannot be copied. */
    @FunctionalInterface
    public interface NotCopied {
        /** That file, for that reason. */
        void file(Path file, IOException failure);
    }

    /**
     * Copies all staged and kept contents of a folder, durably, into one that is new. A file that cannot be read is passed
     * over.
     *
     * @return how many there are
     * @throws IOException if they cannot be written
     */
    public static long copyAll(Path from, Path to, NotCopied notCopied) throws IOException {
        if (!Files.isDirectory(from)) {
            return 0;
        }
        long copied = 0;
        List<Path> folders;
        try (Stream<Path> all = Files.list(from)) {
            folders = all.filter(each ->
                            isFanOut(each) || each.getFileName().toString().equals(STAGED))
                    .toList();
        }
        for (Path folder : folders) {
            Path target = to.resolve(folder.getFileName());
            OwnFiles.createFolder(target);
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.toList();
            }
            for (Path file : files) {
                copied += copy(file, target.resolve(file.getFileName()), notCopied) ? 1 : 0;
            }
            OwnFiles.forceFolder(target);
        }
        return copied;
    }

    private static boolean copy(Path file, Path target, NotCopied notCopied) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            notCopied.file(file, e);
            return false;
        }
        OwnFiles.copyDurably(file, target);
        return true;
    }

    @Override
    public Path drafts() throws IOException {
        return made(DRAFTS);
    }

    @Override
    public void stage(ContentKey key, Path file, long floor) throws IOException {
        Path target = made(STAGED).resolve(ContentNames.staged(key, floor));
        OwnFiles.moveDurably(file, target);
        staged.put(key, target);
    }

    @Override
    public void unstage(ContentKey key, Path file) throws IOException {
        Path from = staged.get(key);
        if (from != null) {
            OwnFiles.move(from, file);
            staged.remove(key);
        }
    }

    @Override
    public void keep(ContentKey key) throws IOException {
        Path from = staged.get(key);
        if (from != null) {
            Files.createDirectories(folder.resolve(fanOut(key)), OwnFiles.ownerOnly("rwx------"));
            Files.move(from, kept(key));
            // only now: until then readers find it there
            staged.remove(key);
        }
    }

    @Override
    public List<Staged> staged() {
        List<Staged> found = new ArrayList<>();
        staged.forEach((key, file) ->
                found.add(new Staged(key, ContentNames.parse(file, true).floor())));
        return found;
    }

    @Override
    public boolean contains(ContentKey key) {
        return staged.containsKey(key) || Files.exists(kept(key));
    }

    @Override
    public SeekableByteChannel open(ContentKey key) throws IOException {
        Path early = staged.get(key);
        if (early != null) {
            try {
                return FileChannel.open(early, StandardOpenOption.READ);
            } catch (NoSuchFileException moved) {
                LOGGER.log(System.Logger.Level.DEBUG, "Kept meanwhile", moved);
            }
        }
        return FileChannel.open(kept(key), StandardOpenOption.READ);
    }

    @Override
    public void delete(ContentKey key) throws IOException {
        Path early = staged.remove(key);
        if (early != null) {
            Files.deleteIfExists(early);
        }
        Files.deleteIfExists(kept(key));
    }

    @Override
    public void forEachKept(Consumer<ContentKey> action) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path next : (Iterable<Path>) folders.filter(FolderContents::isFanOut)::iterator) {
                try (Stream<Path> files = Files.list(next)) {
                    files.map(file -> ContentNames.parse(file, false))
                            .filter(name -> name != null)
                            .forEach(name -> action.accept(name.key()));
                }
            }
        }
    }

    @Override
    public String location(ContentKey key) {
        return kept(key).toString();
    }

    private static boolean isFanOut(Path path) {
        return path.getFileName().toString().length() == FAN_OUT_DIGITS && Files.isDirectory(path);
    }

    private Path made(String name) throws IOException {
        Path made = folder.resolve(name);
        OwnFiles.createFolder(made);
        return made;
    }

    private Path kept(ContentKey key) {
        return folder.resolve(fanOut(key)).resolve(ContentNames.kept(key));
    }

    private static String fanOut(ContentKey key) {
        return ContentNames.hex(key.id()).substring(0, FAN_OUT_DIGITS);
    }

    private List<Path> list(String name) throws IOException {
        Path listed = folder.resolve(name);
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(listed)) {
            return files.toList();
        }
    }
}
