package dev.odb.core.storage.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies the contents of blobs that nobody uses, file by file; {@link FolderContents} says how they stand there. */
public final class ContentFolderCopy {
    private ContentFolderCopy() {}

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
                            isFanOut(each) || each.getFileName().toString().equals(FolderContents.STAGED))
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

    private static boolean isFanOut(Path path) {
        return path.getFileName().toString().length() == FolderContents.FAN_OUT_DIGITS && Files.isDirectory(path);
    }
}
