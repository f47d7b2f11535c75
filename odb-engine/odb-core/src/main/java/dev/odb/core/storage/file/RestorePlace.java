package dev.odb.core.storage.file;

import dev.odb.core.storage.local.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a database is restored into, locked against others. The files are made in a folder inside it, so that
 * they are on the same file system. While they change places with what was there, a mark says so, with which nobody opens
 * the database. What was there is kept in a folder of its own, all of it. One thread.
 */
final class RestorePlace implements Closeable {
    /** With it in the folder, a restore has begun to put its files into place. */
    static final String MARK = "restore.odb";

    private static final System.Logger LOGGER = System.getLogger(RestorePlace.class.getName());
    private static final String STAGING = "restore.tmp";
    private static final String ASIDE = "before-restore-";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final boolean created;
    private final Closeable lock;
    private boolean settled;

    private RestorePlace(Path folder, boolean created, Closeable lock) {
        this.folder = folder;
        this.created = created;
        this.lock = lock;
    }

    /** Takes the folder, which is made if it is missing. */
    static RestorePlace take(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw BackupMessages.occupied(folder.toString(), "it is a file");
        }
        boolean created = !Files.exists(folder);
        OwnFiles.createFolder(folder);
        RestorePlace place = new RestorePlace(folder, created, FolderLock.take(folder));
        OwnFiles.deleteAll(folder.resolve(STAGING));
        return place;
    }

    /** Refuses a folder in which there is something; what a restore left there that was interrupted does not count. */
    void requireEmpty() throws IOException {
        if (!Files.exists(folder.resolve(MARK)) && !present().isEmpty()) {
            throw BackupMessages.occupied(folder.toString(), "the folder is not empty");
        }
    }

    /** Where to make the files. */
    Path staging() throws IOException {
        Path staging = folder.resolve(STAGING);
        OwnFiles.createFolder(staging);
        return staging;
    }

    /** Puts the files into place. Gives the name of the folder with what was there, or an empty one. */
    String settle() throws IOException {
        Path mark = folder.resolve(MARK);
        if (!Files.exists(mark)) {
            Files.createFile(mark, OwnFiles.ownerOnly("rw-------"));
        }
        OwnFiles.forceFolder(folder);
        List<Path> before = present();
        String aside = before.isEmpty() ? "" : freeName();
        if (!before.isEmpty()) {
            move(before, folder.resolve(aside));
        }
        Path staging = folder.resolve(STAGING);
        Files.deleteIfExists(staging.resolve(FolderLock.FILE));
        move(list(staging), folder);
        Files.delete(mark);
        OwnFiles.forceFolder(folder);
        settled = true;
        return aside;
    }

    private String freeName() {
        String name = ASIDE + MOMENT.format(Instant.now());
        for (int i = 2; Files.exists(folder.resolve(name)); i++) {
            name = ASIDE + MOMENT.format(Instant.now()) + "-" + i;
        }
        return name;
    }

    private void move(List<Path> files, Path to) throws IOException {
        OwnFiles.createFolder(to);
        for (Path file : files) {
            Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        OwnFiles.forceFolder(to);
        OwnFiles.forceFolder(folder);
    }

    /** What is there of a database. */
    private List<Path> present() throws IOException {
        return list(folder).stream()
                .filter(file -> {
                    String name = file.getFileName().toString();
                    return !name.equals(FolderLock.FILE)
                            && !name.equals(MARK)
                            && !name.equals(STAGING)
                            && !name.startsWith(ASIDE);
                })
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Lets it go, and removes what was made unless it was put into place. */
    @Override
    public void close() {
        try {
            OwnFiles.deleteAll(folder.resolve(STAGING));
            lock.close();
            if (created && !settled && !Files.exists(folder.resolve(MARK))) {
                OwnFiles.deleteAll(folder);
            }
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING, "Not all of what a restore made in '" + folder + "' was removed", e);
        }
    }
}
