package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.store.storage.embedded.types.EmbeddedStorage;
import org.eclipse.store.storage.embedded.types.EmbeddedStorageManager;

/**
 * EclipseStore: the whole graph in memory, what changed is stored by hand, isolation is the application's lock. It never
 * forces, so the newest data files are forced after each store, two of them since a store may have begun in the one before.
 */
public final class EclipseStoreContestant implements Contestant {
    private final GroupForce force = new GroupForce(this::force);
    private Path folder;
    private EmbeddedStorageManager manager;
    private PlainTracker tracker;

    @Override
    public String name() {
        return "EclipseStore";
    }

    @Override
    public String settings() {
        return "one channel, a lock around all use, data and transaction files forced after each store";
    }

    @Override
    public void open(Path folder) {
        this.folder = folder;
        manager = EmbeddedStorage.start(folder);
        tracker = (PlainTracker) manager.root();
        if (tracker == null) {
            tracker = new PlainTracker();
            manager.setRoot(tracker);
            manager.storeRoot();
            force();
        }
    }

    private void force() {
        try (Stream<Path> files = Files.list(folder.resolve("channel_0"))) {
            List<Path> sorted = files.sorted(java.util.Comparator.comparingLong(EclipseStoreContestant::number))
                    .toList();
            for (Path file : sorted.subList(Math.max(0, sorted.size() - 3), sorted.size())) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Data files are numbered; the transactions file comes last. */
    private static long number(Path file) {
        String digits = file.getFileName().toString().replaceFirst("channel_0_(\\d+)\\.dat", "$1");
        return digits.matches("\\d+") ? Long.parseLong(digits) : Long.MAX_VALUE;
    }

    @Override
    public void load(List<IssueText> issues) throws InterruptedException {
        synchronized (this) {
            for (IssueText text : issues) {
                tracker.add(text);
            }
            manager.store(tracker.issues);
        }
        force.await();
    }

    @Override
    public void setStatus(int issue, int status) throws InterruptedException {
        synchronized (this) {
            PlainIssue changed = tracker.issues.get(issue);
            changed.status(status);
            manager.store(changed);
        }
        force.await();
    }

    @Override
    public synchronized long read(int issue) {
        return tracker.issues.get(issue).checksum();
    }

    @Override
    public long readAll(int[] issues) {
        long sum = 0;
        for (int issue : issues) {
            sum += read(issue);
        }
        return sum;
    }

    /** A start reads everything that there is. */
    @Override
    public boolean readsAtOpen() {
        return true;
    }

    @Override
    public synchronized long hotPass() {
        return tracker.hotPass();
    }

    @Override
    public void increment() throws InterruptedException {
        synchronized (this) {
            tracker.counter++;
            manager.store(tracker);
        }
        force.await();
    }

    @Override
    public synchronized long counter() {
        return tracker.counter;
    }

    @Override
    public void close() {
        manager.shutdown();
    }
}
