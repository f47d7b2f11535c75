package dev.odb.core.storage.file;

import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A folder in memory that can do what a disk does at its worst: forget, tear or keep whatever was not forced, in any
 * order; fill up; fail a write or a force; shorten reads. Safe for any thread.
 */
final class FaultyDisk implements FileAccess {
    private static final int SECTOR = 64;

    /** What the operating system shows. */
    private final Map<String, Content> files = new TreeMap<>();
    /** What the folder durably lists. */
    private Map<String, Content> durable = new TreeMap<>();
    /** Created and deleted since the folder was forced: may be back after a crash. */
    private final Map<String, Content> ghosts = new TreeMap<>();

    private final Random reads = new Random(1);
    private long operationsLeft = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;
    private boolean failForces;
    private boolean failErasing;
    private int failWriteIn = -1;
    private int failForceIn = -1;
    private int failForceCount;
    private boolean shortReads;
    private long operations;
    private long forces;

    /** How many writes, forces, creations and deletions there were. */
    synchronized long operations() {
        return operations;
    }

    synchronized long forces() {
        return forces;
    }

    /** From that many operations on every one fails, until the crash. */
    synchronized void dieAfter(long count) {
        operationsLeft = count;
    }

    /** How many bytes all files together may have. */
    synchronized void limitTo(long bytes) {
        capacity = bytes;
    }

    synchronized long used() {
        return files.values().stream().mapToLong(content -> content.size).sum();
    }

    synchronized void failForces(boolean fail) {
        failForces = fail;
    }

    /** The n-th force of a file from now on, counted from 0, fails. */
    synchronized void failForce(int n) {
        failForce(n, 1);
    }

    /** The same, and so do those after it, until so many have failed. */
    synchronized void failForce(int n, int count) {
        failForceIn = n;
        failForceCount = count;
    }

    /** The n-th write from now on, counted from 0, writes half of its bytes and fails; erasing it may fail, too. */
    synchronized void failWrite(int n, boolean erasing) {
        failWriteIn = n;
        failErasing = erasing;
    }

    synchronized void shortReads(boolean shorten) {
        shortReads = shorten;
    }

    /** Power off and on: what was not forced is drawn from all that may have reached the disk. */
    synchronized void crash(Random random) {
        Map<String, Content> survivors = new TreeMap<>();
        for (Map.Entry<String, Content> file : files.entrySet()) {
            boolean listed = durable.get(file.getKey()) == file.getValue();
            if (listed || random.nextBoolean()) {
                survivors.put(file.getKey(), file.getValue());
            }
        }
        for (Map.Entry<String, Content> file : durable.entrySet()) {
            if (!files.containsKey(file.getKey()) && random.nextBoolean()) {
                survivors.put(file.getKey(), file.getValue());
            }
        }
        for (Map.Entry<String, Content> ghost : ghosts.entrySet()) {
            if (!files.containsKey(ghost.getKey()) && random.nextBoolean()) {
                survivors.putIfAbsent(ghost.getKey(), ghost.getValue());
            }
        }
        ghosts.clear();
        int mood = random.nextInt(4);
        for (Content content : survivors.values()) {
            content.crash(random, mood);
        }
        files.clear();
        files.putAll(survivors);
        durable = new TreeMap<>(survivors);
        operationsLeft = Long.MAX_VALUE;
        capacity = Long.MAX_VALUE;
        failForces = false;
        failErasing = false;
        failWriteIn = -1;
        failForceIn = -1;
    }

    /** The file's bytes, to be looked at or damaged. */
    synchronized byte[] bytes(String name) {
        Content content = files.get(name);
        return Arrays.copyOf(content.bytes, content.size);
    }

    /** Replaces the file's bytes, durably. */
    synchronized void put(String name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        content.size = bytes.length;
        content.durableSize = bytes.length;
        files.put(name, content);
        durable.put(name, content);
    }

    /** A disk of its own with the same files, all durable. */
    synchronized FaultyDisk copy() {
        FaultyDisk copy = new FaultyDisk();
        files.keySet().forEach(name -> copy.put(name, bytes(name)));
        return copy;
    }

    @Override
    public String location() {
        return "faulty disk";
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized LogFile open(String name, boolean write) throws IOException {
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new File(content);
    }

    @Override
    public synchronized LogFile create(String name) throws IOException {
        operation();
        Content content = new Content();
        files.put(name, content);
        return new File(content);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operation();
        Content content = files.remove(name);
        if (content != null && durable.get(name) != content) {
            ghosts.put(name, content);
        }
    }

    @Override
    public Contents contents(boolean readOnly) {
        throw new UnsupportedOperationException("there are no blobs on this disk");
    }

    @Override
    public synchronized void forceFolder() throws IOException {
        operation();
        if (failForces) {
            throw new IOException("the folder's force fails");
        }
        durable = new TreeMap<>(files);
        ghosts.clear();
    }

    @Override
    public void close() {
        // nothing is kept open
    }

    private void operation() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("the computer is off");
        }
        operationsLeft--;
        operations++;
    }

    /** A file's bytes, and for each sector written since the last force what it was before each write. */
    private static final class Content {
        byte[] bytes = new byte[1024];
        int size;
        int durableSize;
        final Map<Integer, List<byte[]>> history = new HashMap<>();
        /** The same of sectors whose force failed: shown, not on the disk, and not forced again unless written again. */
        final Map<Integer, List<byte[]>> dropped = new HashMap<>();

        void write(byte[] source, int at) {
            int end = at + source.length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end));
            }
            for (int sector = at / SECTOR; sector * SECTOR < end; sector++) {
                history.computeIfAbsent(sector, key -> new ArrayList<>(1)).add(sector(sector));
            }
            System.arraycopy(source, 0, bytes, at, source.length);
            size = Math.max(size, end);
        }

        void force() {
            dropped.keySet().removeAll(history.keySet());
            history.clear();
            durableSize = size;
        }

        /** As Linux does: what could not be written is no longer waiting to be. */
        void failForce() {
            history.forEach((sector, versions) ->
                    dropped.computeIfAbsent(sector, key -> new ArrayList<>()).addAll(versions));
            history.clear();
        }

        void crash(Random random, int mood) {
            Map<Integer, List<byte[]>> uncertain = new HashMap<>(dropped);
            history.forEach((sector, versions) -> uncertain.merge(sector, versions, (older, newer) -> {
                List<byte[]> both = new ArrayList<>(older);
                both.addAll(newer);
                return both;
            }));
            for (Map.Entry<Integer, List<byte[]>> entry : uncertain.entrySet()) {
                List<byte[]> versions = entry.getValue();
                int from = entry.getKey() * SECTOR;
                int choice =
                        switch (mood) {
                            case 0 -> 0; // all lost
                            case 1 -> versions.size(); // all kept
                            default -> random.nextInt(versions.size() + 1);
                        };
                if (choice < versions.size()) {
                    byte[] old = versions.get(choice);
                    // a sector may itself be torn
                    int torn = mood == 3 ? random.nextInt(SECTOR) : 0;
                    for (int i = torn; i < SECTOR && from + i < bytes.length; i++) {
                        bytes[from + i] = old[i];
                    }
                }
            }
            if (size > durableSize && mood != 1) {
                size = durableSize + random.nextInt(size - durableSize + 1);
                Arrays.fill(bytes, size, bytes.length, (byte) 0);
            }
            dropped.clear();
            force();
        }

        private byte[] sector(int sector) {
            byte[] copy = new byte[SECTOR];
            int from = sector * SECTOR;
            System.arraycopy(bytes, from, copy, 0, Math.max(0, Math.min(SECTOR, bytes.length - from)));
            return copy;
        }
    }

    private final class File implements LogFile {
        private final Content content;
        private boolean closed;

        File(Content content) {
            this.content = content;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                int left = (int) Math.min(target.remaining(), Math.max(0, content.size - position));
                if (left <= 0) {
                    return target.hasRemaining() ? -1 : 0;
                }
                int length = shortReads ? 1 + reads.nextInt(left) : left;
                target.put(content.bytes, (int) position, length);
                return length;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                operation();
                byte[] bytes = new byte[source.remaining()];
                source.get(bytes);
                long growth = position + bytes.length - content.size;
                if (growth > 0 && used() + growth > capacity) {
                    int fits = (int) Math.max(0, bytes.length - (used() + growth - capacity));
                    content.write(Arrays.copyOf(bytes, fits), (int) position);
                    throw new IOException("No space left on device");
                }
                if (failWriteIn == 0 || failWriteIn == -2) {
                    failWriteIn = failWriteIn == 0 && failErasing ? -2 : -1;
                    content.write(Arrays.copyOf(bytes, bytes.length / 2), (int) position);
                    throw new IOException("a write fails");
                }
                if (failWriteIn > 0) {
                    failWriteIn--;
                }
                content.write(bytes, (int) position);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                operation();
                boolean failForceNow = failForceIn == 0;
                failForceIn = failForceNow && --failForceCount > 0 ? 0 : Math.max(-1, failForceIn - 1);
                if (failForces || failForceNow) {
                    content.failForce();
                    throw new IOException("a force fails");
                }
                forces++;
                content.force();
            }
        }

        @Override
        public long size() {
            synchronized (FaultyDisk.this) {
                return content.size;
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                closed = true;
            }
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }
    }
}
