package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** H2's MVStore: one map of records. A commit writes a chunk; a force is shared by all that wait. */
public final class MvStoreContestant implements Contestant {
    private static final long COUNTER = Long.MIN_VALUE;

    private final GroupForce force = new GroupForce(this::force);
    private MVStore store;
    private MVMap<Long, byte[]> records;

    @Override
    public String name() {
        return "MVStore";
    }

    @Override
    public String settings() {
        return "auto-commit off; commit() and sync(), shared by all that wait; cache of 256 MiB";
    }

    @Override
    public void open(Path folder) throws IOException {
        Files.createDirectories(folder);
        store = new MVStore.Builder()
                .fileName(folder.resolve("mv.db").toString())
                .autoCommitDisabled()
                .cacheSize(256)
                .open();
        records = store.openMap("records");
        if (records.isEmpty()) {
            for (int i = 0; i < IssueText.AUTHORS; i++) {
                records.put(IssueBytes.authorKey(i), IssueBytes.utf8(IssueText.authorName(i)));
            }
            force();
        }
    }

    private void force() {
        store.commit();
        store.sync();
    }

    @Override
    public void load(List<IssueText> issues) throws InterruptedException {
        for (IssueText text : issues) {
            long key = IssueBytes.key(text.id());
            records.put(key, IssueBytes.issue(text, 0));
            for (String comment : text.comments()) {
                records.put(++key, IssueBytes.utf8(comment));
            }
        }
        force.await();
    }

    @Override
    public void setStatus(int issue, int status) throws InterruptedException {
        long key = IssueBytes.key(issue);
        synchronized (records) {
            records.put(key, IssueBytes.withStatus(records.get(key), status));
        }
        force.await();
    }

    @Override
    public long read(int issue) throws Exception {
        return IssueBytes.checksum(issue, records::get);
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
    public void increment() throws InterruptedException {
        synchronized (records) {
            records.put(COUNTER, ByteBuffer.allocate(8).putLong(1 + counter()).array());
        }
        force.await();
    }

    @Override
    public long counter() {
        byte[] counter = records.get(COUNTER);
        return counter == null ? 0 : ByteBuffer.wrap(counter).getLong();
    }

    @Override
    public void close() {
        store.close();
    }
}
