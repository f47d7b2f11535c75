package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * The physical limit: records appended to a preallocated file, forced together by all that wait, and found by a table of
 * offsets in memory. It checks nothing and survives nothing but its own restart.
 */
public final class RawLogContestant implements Contestant {
    private static final int STEP = 4 << 20;
    private static final int HEADER = 12;

    private final GroupForce force = new GroupForce(this::force);
    private FileChannel file;
    private long[] offsets = new long[1 << 16];
    private final long[] authors = new long[IssueText.AUTHORS];
    private long end;
    private long allocated;
    private long counter;

    @Override
    public String name() {
        return "raw log";
    }

    @Override
    public String settings() {
        return "appends to a preallocated file, one force for all that wait";
    }

    @Override
    public void open(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = FileChannel.open(
                folder.resolve("raw.log"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        allocated = file.size();
        scan();
        if (end == 0) {
            ByteBuffer records = ByteBuffer.allocate(1 << 20);
            for (int i = 0; i < authors.length; i++) {
                put(records, IssueBytes.authorKey(i), IssueBytes.utf8(IssueText.authorName(i)));
            }
            append(records);
            force();
        }
    }

    private void scan() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20).limit(0);
        long position = 0;
        while (position + HEADER <= allocated) {
            if (buffer.remaining() < HEADER || buffer.remaining() < HEADER + buffer.getInt(buffer.position() + 8)) {
                buffer.clear();
                while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) > 0) {}
                buffer.flip();
            }
            long key = buffer.getLong();
            int length = buffer.getInt();
            if (length == 0) {
                break;
            }
            locate(key, position);
            buffer.position(buffer.position() + length);
            position += HEADER + length;
        }
        end = position;
    }

    private void locate(long key, long position) {
        if (key < 0) {
            authors[(int) (-1 - key)] = position;
            return;
        }
        if (key >= offsets.length) {
            offsets = Arrays.copyOf(offsets, (int) Math.max(2L * offsets.length, key + 1));
        }
        offsets[(int) key] = position;
    }

    private static void put(ByteBuffer into, long key, byte[] record) {
        into.putLong(key).putInt(record.length).put(record);
    }

    private synchronized long append(ByteBuffer records) throws IOException {
        records.flip();
        while (end + records.limit() > allocated) {
            file.write(ByteBuffer.allocate(STEP), allocated);
            allocated += STEP;
        }
        long position = end;
        while (records.hasRemaining()) {
            file.write(records, position + records.position());
        }
        end += records.limit();
        records.rewind();
        while (records.hasRemaining()) {
            locate(records.getLong(), position + records.position() - 8);
            records.position(records.position() + 4 + records.getInt(records.position()));
        }
        return end;
    }

    private void force() {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] record(long key) throws IOException {
        long position = key < 0 ? authors[(int) (-1 - key)] : offsets[(int) key];
        ByteBuffer header = ByteBuffer.allocate(HEADER + 400);
        int read = file.read(header, position);
        int length = header.getInt(8);
        if (length > read - HEADER) {
            throw new IllegalStateException("a record of " + length + " bytes");
        }
        return Arrays.copyOfRange(header.array(), HEADER, HEADER + length);
    }

    @Override
    public void load(List<IssueText> issues) throws Exception {
        ByteBuffer records = ByteBuffer.allocate(issues.size() * 800);
        for (IssueText text : issues) {
            long key = IssueBytes.key(text.id());
            put(records, key, IssueBytes.issue(text, 0));
            for (String comment : text.comments()) {
                put(records, ++key, IssueBytes.utf8(comment));
            }
        }
        append(records);
        force.await();
    }

    @Override
    public void setStatus(int issue, int status) throws Exception {
        byte[] record = IssueBytes.withStatus(record(IssueBytes.key(issue)), status);
        ByteBuffer records = ByteBuffer.allocate(HEADER + record.length);
        put(records, IssueBytes.key(issue), record);
        append(records);
        force.await();
    }

    @Override
    public long read(int issue) throws Exception {
        return IssueBytes.checksum(issue, this::record);
    }

    @Override
    public long readAll(int[] issues) throws Exception {
        long sum = 0;
        for (int issue : issues) {
            sum += read(issue);
        }
        return sum;
    }

    @Override
    public void increment() throws Exception {
        ByteBuffer records = ByteBuffer.allocate(HEADER + 8);
        synchronized (this) {
            put(
                    records,
                    IssueBytes.authorKey(0),
                    ByteBuffer.allocate(8).putLong(++counter).array());
            long author = authors[0];
            append(records);
            authors[0] = author;
        }
        force.await();
    }

    @Override
    public synchronized long counter() {
        return counter;
    }

    @Override
    public void close() throws IOException {
        force();
        file.close();
    }
}
