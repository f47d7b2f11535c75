package dev.odb.core.storage.file;

import dev.odb.core.storage.Batches;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fills and packs a log in a process of its own: folder, number of objects. Half of the objects are garbage. */
public final class HeapPacker {
    private static final int AT_ONCE = 1000;
    private static final int LENGTH = 100;

    private HeapPacker() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        long objects = Long.parseLong(args[1]);
        try (Storage storage = FileStorage.open(Path.of(args[0]), false)) {
            fill(storage, objects);
            PackRequest request = new PackRequest(
                    storage.lastTid(), false, false, HeapPacker::references, (phase, done, total) -> {}, Runnable::run);
            long start = System.nanoTime();
            PackResult result = storage.pack(request);
            System.out.println(result.before() + " -> " + result.after() + " in "
                    + (System.nanoTime() - start) / 1_000_000 + " ms, heap "
                    + Runtime.getRuntime().totalMemory() / 1024 + " KiB");
            // the root directory and every other object
            require(result.before().objects() == objects + 1);
            require(result.after().objects() == objects / 2 + 1);
            for (long oid = 1; oid <= objects; oid++) {
                require(storage.exists(oid) == (oid % 2 == 0));
            }
            require(storage.load(2, storage.lastTid()).record().length == LENGTH);
        }
        System.out.println("done");
    }

    private static void fill(Storage storage, long objects) throws Exception {
        storage.commit(Batches.batch(new Write(0, 0, record(objects))), tid -> {});
        for (long first = 1; first <= objects; first += AT_ONCE) {
            List<Write> writes = new ArrayList<>();
            for (long oid = first; oid < Math.min(first + AT_ONCE, objects + 1); oid++) {
                writes.add(new Write(oid, 0, record(Math.max(0, oid - 2))));
            }
            storage.commit(Batches.batch(writes.toArray(Write[]::new)), tid -> {});
        }
    }

    private static byte[] record(long target) {
        return ByteBuffer.allocate(LENGTH).putLong(target).array();
    }

    private static long[] references(byte[] record) {
        return new long[] {ByteBuffer.wrap(record).getLong()};
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("not as it should be");
        }
    }
}
