package dev.odb.core.storage.file;

import dev.odb.core.storage.local.ContentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contents of blobs on a {@link FaultyDisk}. Drafts are written in a folder of the operating system, since a crash may
 * lose all of them anyway; what the disk does to their bytes it does when they are forced.
 */
final class FaultyContents implements ContentFiles {
    static final String FOLDER = "blobs/";
    private static final String DRAFTS = FOLDER + "draft/";

    private final FaultyDisk disk;
    private final Path drafts;

    FaultyContents(FaultyDisk disk, Path drafts) {
        this.disk = disk;
        this.drafts = drafts;
    }

    private static String path(String folder, String name) {
        return FOLDER + folder + "/" + name;
    }

    @Override
    public Path drafts() throws IOException {
        return Files.createDirectories(drafts);
    }

    @Override
    public void deleteDrafts() throws IOException {
        for (String draft : disk.list(DRAFTS)) {
            disk.delete(DRAFTS + draft);
        }
        try (Stream<Path> left = Files.list(drafts())) {
            for (Path draft : left.toList()) {
                Files.delete(draft);
            }
        }
    }

    @Override
    public List<String> folders() {
        return disk.list(FOLDER).stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .toList();
    }

    @Override
    public List<String> list(String folder) {
        return disk.list(path(folder, ""));
    }

    @Override
    public void take(Path draft, String folder, String name) throws IOException {
        String written = DRAFTS + name;
        try (LogFile file = disk.create(written)) {
            file.write(ByteBuffer.wrap(Files.readAllBytes(draft)), 0);
            file.force();
        } catch (IOException e) {
            Files.delete(draft);
            throw e;
        }
        String taken = path(folder, name);
        disk.move(written, taken);
        try {
            disk.forceFolder(path(folder, ""));
        } catch (IOException e) {
            disk.move(taken, written);
            throw e;
        }
        Files.delete(draft);
    }

    @Override
    public void giveBack(String folder, String name, Path draft) throws IOException {
        String written = DRAFTS + name;
        disk.move(path(folder, name), written);
        Files.write(draft, disk.bytes(written));
    }

    @Override
    public void move(String folder, String name, String toFolder, String toName) throws IOException {
        disk.move(path(folder, name), path(toFolder, toName));
    }

    @Override
    public boolean exists(String folder, String name) {
        return disk.exists(path(folder, name));
    }

    @Override
    public SeekableByteChannel open(String folder, String name) throws IOException {
        return new Channel(disk.open(path(folder, name), false));
    }

    @Override
    public void delete(String folder, String name) throws IOException {
        disk.delete(path(folder, name));
    }

    @Override
    public long size(String folder, String name) {
        return disk.exists(path(folder, name)) ? disk.bytes(path(folder, name)).length : 0;
    }

    @Override
    public String location(String folder, String name) {
        return disk.location() + "/" + path(folder, name);
    }

    /** Reads a file. */
    private static final class Channel implements SeekableByteChannel {
        private final LogFile file;
        private long position;
        private boolean open = true;

        Channel(LogFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int read = file.read(target, position);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long next) {
            position = next;
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            file.close();
        }
    }
}
