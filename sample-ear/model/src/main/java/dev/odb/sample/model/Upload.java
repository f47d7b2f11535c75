package dev.odb.sample.model;

import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.Persistent;
import java.time.Instant;
import java.util.Map;

/**
 * How far a file has come. The request that queues its lines changes this object; the eight that import them add to the
 * counters and put into the map of problems, which merge.
 */
@Persistent
public class Upload {
    private String id;
    private String name;
    private long length;
    private Instant startedAt;
    private long position;
    private long lines;
    private String digest;
    private boolean complete;
    private long queued;
    private Counter imported = new Counter();
    private Counter duplicates = new Counter();
    private Counter problemCount = new Counter();
    private BTreeMap<Long, String> problems = new BTreeMap<>();

    /**
     * A file of which nothing was queued yet.
     *
     * @param length in bytes, -1 if it was not told
     * @param digest of no bytes
     */
    public Upload(String id, String name, long length, Instant startedAt, String digest) {
        this.id = id;
        this.name = name;
        this.length = length;
        this.startedAt = startedAt;
        this.digest = digest;
    }

    /**
     * Notes what was queued.
     *
     * @param newPosition bytes dealt with
     * @param newLines lines dealt with
     * @param newDigest of these bytes
     * @param newlyQueued lines sent as messages
     */
    public void advance(long newPosition, long newLines, String newDigest, int newlyQueued) {
        position = newPosition;
        lines = newLines;
        digest = newDigest;
        queued += newlyQueued;
    }

    /** The end of the file was reached. */
    public void finish() {
        complete = true;
    }

    /** A line was imported. */
    public void imported() {
        imported.add(1);
    }

    /** A line has an issue that was there already. */
    public void duplicate(long line, String reason) {
        duplicates.add(1);
        problem(line, reason);
    }

    /** A line cannot be imported. */
    public void problem(long line, String reason) {
        if (problems.put(line, reason) == null) {
            problemCount.add(1);
        }
    }

    /** Made of the file's name, length and beginning. */
    public String id() {
        return id;
    }

    /** As the client named it. */
    public String name() {
        return name;
    }

    /** In bytes, -1 if it was not told. */
    public long length() {
        return length;
    }

    /** When its first byte came. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Bytes dealt with: here an interrupted upload goes on. */
    public long position() {
        return position;
    }

    /** Lines dealt with. */
    public long lines() {
        return lines;
    }

    /** Of the bytes dealt with. */
    public String digest() {
        return digest;
    }

    /** Whether the end of the file was reached. */
    public boolean complete() {
        return complete;
    }

    /** Lines sent as messages. */
    public long queued() {
        return queued;
    }

    /** Lines whose issue was stored. */
    public long importedCount() {
        return imported.get();
    }

    /** Lines whose issue was there already. */
    public long duplicateCount() {
        return duplicates.get();
    }

    /** Lines with a problem: bad ones and duplicates. */
    public long problemCount() {
        return problemCount.get();
    }

    /** The reasons by line number. */
    public Map<Long, String> problems() {
        return problems;
    }
}
