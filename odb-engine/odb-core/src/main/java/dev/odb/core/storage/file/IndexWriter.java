package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Saves an index into a new file, beside commits and reads. What the log means is cut at a position; then page after page
 * is copied as it is at its own moment, so it may have heads from behind that position, which reading the log from there
 * puts again. The header comes last, and only when everything that any of these heads refers to is durable: until then the
 * file is none, and a crash leaves the older one in use. One thread.
 */
final class IndexWriter {
    /** So much is forced at a time, lest commits have to wait for one long force. */
    private static final long FORCED_AFTER = 16 << 20;

    private final OpenLog open;
    private final String name;
    private final Runnable going;

    /**
     * What was saved.
     *
     * @param pages of it
     * @param position up to which it speaks of the log
     * @param size of the file
     */
    record Saved(IndexPages pages, long position, long size) {}

    /**
     * For an index that is not there yet.
     *
     * @param going called now and then; what it throws ends it
     */
    IndexWriter(OpenLog open, String name, Runnable going) {
        this.open = open;
        this.name = name;
        this.going = going;
    }

    /** Saves it; after an exception there is no such file. */
    Saved write() throws IOException {
        LogCut cut = open.path().logCut();
        FileAccess files = open.log().files();
        LogFile file = files.create(name);
        try {
            return write(file, cut);
        } catch (IOException | RuntimeException | Error e) {
            try {
                file.close();
                files.delete(name);
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private Saved write(LogFile file, LogCut cut) throws IOException {
        IndexDirectory directory = writePages(file);
        byte[] state = new IndexState(cut, open.state().classes, directory).encode();
        file.write(ByteBuffer.wrap(state), directory.end());
        file.force();
        going.run();
        Log log = open.log();
        long forced = open.path().forceAppended();
        IndexHeader header = new IndexHeader(
                cut.byHand().isEmpty() ? IndexHeader.COMMON_VERSION : IndexHeader.BY_HAND_VERSION,
                log.database(),
                log.first().number,
                cut.position(),
                forced,
                LogTail.checksum(log, forced),
                directory.end(),
                state.length,
                Format.checksum(state, 0, state.length));
        file.write(ByteBuffer.wrap(header.encode()), 0);
        file.force();
        log.files().forceFolder();
        IndexPages pages = new IndexPages(file, name, directory, log, cut.position(), false);
        return new Saved(pages, cut.position(), directory.end() + state.length);
    }

    private IndexDirectory writePages(LogFile file) throws IOException {
        ObjectIndex index = open.state().index;
        long[] numbers = index.numbers();
        IndexDirectory directory = new IndexDirectory(numbers.length);
        ByteBuffer bytes = ByteBuffer.allocate(IndexPage.CAPACITY);
        long forced = directory.end();
        for (long number : numbers) {
            going.run();
            IndexPage.encode(index.copy(number), bytes.clear());
            int length = bytes.position();
            if (length > 0) {
                file.write(bytes.flip(), directory.end());
                directory.add(number, length, Format.checksum(bytes.array(), 0, length));
                if (directory.end() - forced > FORCED_AFTER) {
                    file.force();
                    forced = directory.end();
                }
            }
        }
        return directory;
    }
}
