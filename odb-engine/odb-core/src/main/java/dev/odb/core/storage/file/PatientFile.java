package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.Set;

/**
 * A file on a disk that does not give all of its bytes: those that cannot be read are zeros, so that no checksum of theirs
 * is right, and are reported. Only to be read.
 */
final class PatientFile implements LogFile {
    /** What a disk loses at a time. */
    private static final int SECTOR = 512;

    private static final int MOST_REPORTED = 10_000;

    private final LogFile file;
    private final String name;
    private final Findings findings;
    private final Set<Long> reported = new HashSet<>();

    PatientFile(LogFile file, String name, Findings findings) {
        this.file = file;
        this.name = name;
        this.findings = findings;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        try {
            return file.read(target, position);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            target.position(start);
            return readSectors(target, position);
        }
    }

    private int readSectors(ByteBuffer target, long position) throws IOException {
        int length = (int) Math.min(target.remaining(), file.size() - position);
        if (length <= 0) {
            return -1;
        }
        int end = target.limit();
        for (long at = position; at < position + length; ) {
            int piece = (int) Math.min(SECTOR - at % SECTOR, position + length - at);
            target.limit(target.position() + piece);
            readSector(target, at);
            at += piece;
        }
        target.limit(end);
        return length;
    }

    private void readSector(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        int length = target.remaining();
        try {
            while (target.hasRemaining() && file.read(target, position + target.position() - start) >= 0) {
                // until all of it was read
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (reported.size() < MOST_REPORTED && reported.add(position / SECTOR)) {
                findings.add(FindingMessages.unreadable(name, position, length, e.toString()));
            }
            target.position(start);
            target.put(new byte[length]);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException("a damaged log is only read");
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("a damaged log is only read");
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
