package dev.odb.spi;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The content of a blob before it is committed: a file that is this process's alone, for its owner only. Its id is chosen
 * here and is the content's for good. It is written once, from the beginning to the end, then {@link #finish}ed; who has
 * taken the file over calls {@link #forget}. Otherwise the file is deleted when it is discarded, or when nobody refers to
 * the draft any more. Used by one thread at a time.
 */
public final class BlobDraft {
    private static final System.Logger LOG = System.getLogger(BlobDraft.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final int BUFFER = 1 << 16;

    private final UUID id = UUID.randomUUID();
    private final Remains remains;
    private final Cleaner.Cleanable cleanable;
    private final CRC32C checksum = new CRC32C();
    private long length;
    private boolean finished;
    private boolean over;

    private BlobDraft(Path folder, String name) {
        remains = new Remains(folder.resolve(name + id));
        cleanable = CLEANER.register(this, remains);
    }

    /** An empty one in a folder that exists. */
    public static BlobDraft in(Path folder) {
        return new BlobDraft(folder, "odb-blob-");
    }

    /**
     * Takes a file over, with its content: by giving it another name where that can be done, otherwise it is copied and
     * deleted. Finished.
     *
     * @param folder where to, or null to leave it in its folder
     */
    public static BlobDraft consume(Path file, Path folder) throws IOException {
        Path real = file.toRealPath();
        if (!Files.isRegularFile(real)) {
            throw new IOException(file + " is not a regular file");
        }
        BlobDraft draft = folder == null ? new BlobDraft(real.getParent(), ".odb-blob-") : in(folder);
        boolean done = false;
        try {
            draft.move(real);
            draft.read();
            done = true;
            return draft;
        } finally {
            if (!done) {
                draft.giveBack(real);
            }
        }
    }

    private void move(Path file) throws IOException {
        try {
            Files.move(file, file(), ATOMIC_MOVE);
            if (POSIX) {
                Files.setPosixFilePermissions(file(), OWNER_ONLY);
            }
        } catch (AtomicMoveNotSupportedException e) {
            try (InputStream from = Files.newInputStream(file);
                    OutputStream to = create()) {
                from.transferTo(to);
            }
            Files.delete(file);
        }
    }

    private void giveBack(Path file) throws IOException {
        if (Files.exists(file)) {
            discard();
        } else if (Files.exists(file())) {
            Files.move(file(), file);
            forget();
        }
    }

    private void read() throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written(buffer, 0, read);
            }
        }
        finished = true;
    }

    /** Creates the file. */
    OutputStream create() throws IOException {
        FileAttribute<?>[] attributes = POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        FileChannel.open(file(), Set.of(WRITE, CREATE_NEW), attributes).close();
        return new java.io.FileOutputStream(file().toFile());
    }

    /** A stream that writes it; finished when that is closed. */
    public OutputStream writer() throws IOException {
        return new BlobWriter(this, create(), draft -> {});
    }

    void written(byte[] bytes, int offset, int count) {
        checksum.update(bytes, offset, count);
        length += count;
    }

    void finish() {
        finished = true;
    }

    /** Names the content. */
    public UUID id() {
        return id;
    }

    /** Where it is; whoever moves it calls {@link #forget} when it is not coming back. */
    public Path file() {
        return remains.file;
    }

    /** How many bytes were written. */
    public long length() {
        return length;
    }

    /** Their CRC32C. */
    public int checksum() {
        return (int) checksum.getValue();
    }

    /** Whether it is complete and still there. */
    public boolean readable() {
        return finished && !over;
    }

    /** Whether somebody is writing it. */
    public boolean open() {
        return !finished && !over;
    }

    /** Whether it was forgotten or discarded. */
    public boolean over() {
        return over;
    }

    /** Opens a complete one. */
    public SeekableByteChannel read(long expected) throws IOException {
        SeekableByteChannel channel = FileChannel.open(file(), READ);
        if (channel.size() != expected) {
            channel.close();
            throw new IOException(file() + " has another length than was written");
        }
        return channel;
    }

    /** The file is somebody else's now. */
    public void forget() {
        over = true;
        remains.file = null;
        cleanable.clean();
    }

    /** Deletes it. */
    public void discard() {
        over = true;
        cleanable.clean();
    }

    /** What is left to do when the draft is gone; does not refer to it. */
    private static final class Remains implements Runnable {
        private volatile Path file;

        Remains(Path file) {
            this.file = file;
        }

        @Override
        public void run() {
            Path left = file;
            if (left != null) {
                try {
                    Files.deleteIfExists(left);
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "The file " + left + " of a blob that was given up can be deleted", e);
                }
            }
        }
    }
}
