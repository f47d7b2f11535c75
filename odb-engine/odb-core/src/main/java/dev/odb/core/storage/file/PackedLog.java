package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The log that a pack writes beside the one in use. It becomes the log by one write, that of its first segment's header;
 * before and after it is removed without a trace. One thread.
 */
final class PackedLog implements PackTarget {
    private static final System.Logger LOGGER = System.getLogger(PackedLog.class.getName());
    /** How many segments the log in use may begin meanwhile; after that its last one grows. */
    static final int HEADROOM = 16;

    private final Log old;
    private final PackFiles files;
    private final Segment first;
    private final Log log;
    private long forced;
    private boolean named;

    private PackedLog(Log old, PackFiles files, Segment first, FileSettings settings) {
        this.old = old;
        this.files = files;
        this.first = first;
        log = new Log(old.files(), settings, old.database(), new Segment[] {first});
        forced = log.start();
    }

    /** Begins one beside a log. */
    static PackedLog begin(Log old, FileSettings settings) throws IOException {
        PackFiles left = PackFiles.find(old.files(), old.files().list());
        if (left != null) {
            left.remove(left.precedes(old.first().number));
            old.limit(SegmentName.HIGHEST);
        }
        int number = old.current().number + HEADROOM + 1;
        old.limit(number - 1);
        PackFiles files = null;
        try {
            files = PackFiles.announce(old.files(), number);
            SegmentHeader header = new SegmentHeader(old.database(), number, 0);
            Segment first = Log.createUnnamed(old.files(), header, settings.preallocation());
            return new PackedLog(old, files, first, settings);
        } catch (IOException e) {
            abandon(old, files);
            throw e;
        }
    }

    Log log() {
        return log;
    }

    @Override
    public long claim(Group group) throws IOException {
        return log.claim(group, 0);
    }

    @Override
    public void append(ByteBuffer group) throws IOException {
        log.append(group);
    }

    @Override
    public long size() {
        return log.used();
    }

    /** Makes what was appended durable. */
    void force() throws IOException {
        log.force(forced, log.end());
        forced = log.end();
    }

    /** Makes it the log, durably, with room for what is promised. */
    void takeOver(long reserve) throws IOException {
        force();
        Group mark = Group.mark();
        long position = log.claim(mark, reserve);
        log.append(mark.seal(log.groupKey(), position, forced));
        force();
        log.files().forceFolder();
        named = true;
        first.writeHeader();
        first.file.force();
    }

    /**
     * Gives up.
     *
     * @throws IOException if after a crash this might be the log nevertheless
     */
    void abandon() throws IOException {
        try {
            if (named) {
                first.zero(0, Format.SEGMENT_HEADER);
                first.file.force();
            }
        } finally {
            close(log);
        }
        if (named) {
            files.remove(false);
            old.limit(SegmentName.HIGHEST);
        } else {
            abandon(old, files);
        }
    }

    private static void abandon(Log old, PackFiles files) {
        try {
            if (files == null) {
                files = PackFiles.find(old.files(), old.files().list());
            }
            if (files != null) {
                files.remove(false);
            }
            old.limit(SegmentName.HIGHEST);
        } catch (IOException e) {
            // what is left is no log, and the next open or pack removes it; until then no segment gets its numbers
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Files of a pack were left in '" + old.files().location() + "'",
                    e);
        }
    }

    /** Removes the log that it has replaced. */
    void removeOld() {
        try {
            close(old);
            files.remove(true);
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Not all files that a pack has replaced could be removed from '"
                            + old.files().location() + "'; the next open does that",
                    e);
        }
    }

    private static void close(Log log) {
        try {
            log.closeSegments();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "A log segment could not be closed", e);
        }
    }
}
