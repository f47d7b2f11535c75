package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An index as it was found in the folder. Whether it speaks of the log that is there is seen by {@link #misfit}. */
final class SavedIndex implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(SavedIndex.class.getName());

    private final String name;
    private final LogFile file;
    private final IndexHeader header;
    private final IndexState state;

    private SavedIndex(String name, LogFile file, IndexHeader header, IndexState state) {
        this.name = name;
        this.file = file;
        this.header = header;
        this.state = state;
    }

    /** The newest one that can be read, or null. What cannot be is reported, unless its saving was not finished. */
    static SavedIndex find(FileAccess files) throws IOException {
        List<String> names = files.list().stream()
                .filter(name -> IndexName.number(name) > 0)
                .sorted(Comparator.comparingLong(IndexName::number).reversed())
                .toList();
        for (String name : names) {
            SavedIndex found = read(files, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static SavedIndex read(FileAccess files, String name) throws IOException {
        LogFile file = files.open(name, false);
        SavedIndex found = null;
        try {
            ByteBuffer header = read(file, 0, IndexHeader.SIZE);
            boolean begun = isZero(header);
            found = begun ? null : read(file, name, header);
            if (found == null && !begun) {
                unusable(files, name, "it is damaged, or of a version that this software does not read");
            }
            return found;
        } finally {
            if (found == null) {
                file.close();
            }
        }
    }

    private static SavedIndex read(LogFile file, String name, ByteBuffer bytes) throws IOException {
        IndexHeader header = bytes.limit() < IndexHeader.SIZE ? null : IndexHeader.decode(bytes.array());
        if (header == null
                || header.stateAt() < IndexHeader.SIZE
                || header.stateLength() < 0
                || file.size() != header.stateAt() + header.stateLength()) {
            return null;
        }
        ByteBuffer state = read(file, header.stateAt(), header.stateLength());
        if (Format.checksum(state.array(), 0, state.limit()) != header.stateChecksum()) {
            return null;
        }
        try {
            return new SavedIndex(
                    name, file, header, IndexState.decode(state.array(), header.position(), header.version()));
        } catch (BufferUnderflowException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The state in '" + name + "' is none", e);
            return null;
        }
    }

    private static boolean isZero(ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer read(LogFile file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
            // until all of it was read or the file ends
        }
        return bytes.flip();
    }

    /** The log stands for everything before it, and nothing else was known when the index was saved. */
    long position() {
        return header.position();
    }

    /** Everything before it is durable. */
    long forced() {
        return header.forced();
    }

    /** The length of its file. */
    long size() {
        return header.stateAt() + header.stateLength();
    }

    /** Whether this is the index of that log. */
    boolean isOf(Log log) throws IOException {
        if (header.first() != log.first().number) {
            // as after a crash at the end of a pack
            LOGGER.log(System.Logger.Level.DEBUG, "The index ''{0}'' is of a log that was packed since", name);
            return false;
        }
        String misfit = misfit(log);
        if (misfit != null) {
            unusable(log.files(), name, misfit);
        }
        return misfit == null;
    }

    private static void unusable(FileAccess files, String name, String why) {
        LOGGER.log(System.Logger.Level.WARNING, StorageMessages.indexUnusable(name, files.location(), why));
    }

    private String misfit(Log log) throws IOException {
        if (!header.database().equals(log.database())) {
            return "it is of another database";
        }
        Segment last = log.segment(Positions.segment(header.forced()));
        if (last == null || Positions.offset(header.forced()) > last.allocated()) {
            return "the log ends before it";
        }
        for (int number = header.first(); number <= last.number; number++) {
            if (log.segment(number).header == null) {
                return "the log is damaged";
            }
        }
        return LogTail.checksum(log, header.forced()) == header.tail() ? null : "the log is another one";
    }

    /** What the log means up to {@link #position}; its pages are read from here. Null if that cannot be told. */
    LogState state(Log log, boolean tolerant) throws IOException {
        EntryReader entries = new EntryReader(log);
        List<Entry.BatchEntry> undecided = new ArrayList<>();
        try {
            for (long position : state.cut().undecided()) {
                undecided.add(entries.batch(position));
            }
        } catch (DamagedException e) {
            unusable(log.files(), name, "a prepared batch is damaged in " + Positions.describe(e.position()));
            return null;
        }
        IndexPages pages = new IndexPages(file, name, state.directory(), log, header.position(), tolerant);
        return new LogState(state, new ObjectIndex(pages), undecided);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
