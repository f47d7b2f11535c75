package dev.odb.core.storage.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders for their owner only. A thread's interruption disturbs nothing. */
public final class OwnFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** What a file must be opened for to be forced: elsewhere reading is not enough, and all files can be written. */
    private static final OpenOption WRITABLE = POSIX ? READ : WRITE;

    private OwnFiles() {}

    /** Creates the folder and those above it, if they are missing, durably and for the owner only. */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolder(parent);
        }
        Files.createDirectories(folder, ownerOnly("rwx------"));
        if (parent != null) {
            forceFolder(parent);
        }
    }

    /** The attributes to create a file or folder with. */
    public static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes a folder's entries durable. */
    public static void forceFolder(Path folder) throws IOException {
        if (POSIX) {
            // elsewhere a folder cannot be opened, and file systems there keep its entries with the files
            force(folder, READ);
        }
    }

    /** Moves a file to a place on any file system, with its bytes durable there and not to be written any more. */
    static void moveDurably(Path file, Path target) throws IOException {
        try {
            force(file, WRITABLE);
            permit(file, "r--------");
            Files.move(file, target, ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copyDurably(file, target);
            Files.delete(file);
        }
        forceFolder(target.getParent());
    }

    /** Moves a file, for its owner to write again. */
    static void move(Path file, Path target) throws IOException {
        permit(file, "rw-------");
        Files.move(file, target);
    }

    /** Deletes a folder with all that is in it, if it is there. */
    public static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    /** Copies a file durably, not to be written any more. */
    static void copyDurably(Path file, Path target) throws IOException {
        boolean done = false;
        try {
            Files.copy(file, target);
            permit(target, "rw-------");
            force(target, WRITABLE);
            permit(target, "r--------");
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(target);
            }
        }
    }

    private static void permit(Path file, String permissions) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    private static void force(Path file, OpenOption how) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(file, Set.of(how))) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
