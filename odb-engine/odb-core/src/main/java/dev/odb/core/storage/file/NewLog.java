package dev.odb.core.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** A log that is written from its beginning. One thread. */
final class NewLog implements PackTarget, Closeable {
    /** So much may wait to be written to the disk. */
    private static final long FORCED_AFTER = 64 << 20;

    private final Log log;
    private long forced;

    private NewLog(Log log) {
        this.log = log;
        forced = log.start();
    }

    static NewLog create(FileAccess files, UUID database, FileSettings settings) throws IOException {
        Segment first = Log.createSegment(files, new SegmentHeader(database, 1, 0), settings.preallocation());
        return new NewLog(new Log(files, settings, database, new Segment[] {first}));
    }

    Log log() {
        return log;
    }

    @Override
    public long claim(Group group) throws IOException {
        if (log.used() - log.usedBefore(forced) > FORCED_AFTER) {
            force();
        }
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

    /** Ends it durably, as a clean close does, with room for what is promised. */
    void finish(long reserve) throws IOException {
        force();
        Group mark = Group.mark();
        long position = log.claim(mark, reserve);
        log.append(mark.seal(log.groupKey(), position, forced));
        force();
        log.files().forceFolder();
    }

    private void force() throws IOException {
        log.force(forced, log.end());
        forced = log.end();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
