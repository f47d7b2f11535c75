package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.with;
import static dev.odb.core.storage.Batches.write;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Small databases, cleanly closed, that have everything a log can have, for tests that damage them. */
final class DamagedDatabases {
    static final FileSettings SETTINGS = new FileSettings(1024, 256, 200, InstantSource.system());
    private static final String LONG = "a state that is long enough to be named again ";

    /** What the decided branches wrote: without their decisions they are in doubt. */
    static final Map<BranchId, Map<Long, String>> DECIDED = Map.of(
            branch(1, 1), Map.of(2L, "two again"),
            branch(2, 1), Map.of(3L, "rolled back"),
            branch(4, 1), Map.of(70L, "by hand"),
            branch(5, 1), Map.of(71L, "never"));

    private DamagedDatabases() {}

    static FileStorage open(FaultyDisk disk, boolean readOnly) throws IOException {
        return FileStorage.open(disk, readOnly, SETTINGS, () -> {});
    }

    /**
     * Both phases, parts, classes, oids, metadata, a back pointer, a version, a branch rolled back and one in doubt, decisions by hand,
     * one of them forgotten.
     */
    static FaultyDisk full() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Storage storage = open(disk, false);
        fill(storage);
        storage.close();
        return disk;
    }

    /** The same, packed to a transaction in its middle, with more behind it. */
    static FaultyDisk packed() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Storage storage = open(disk, false);
        long middle = fill(storage);
        storage.pack(Packs.keepingUnreachable(middle));
        long serial = storage.loadAppended(0).serial();
        commit(storage, write(0, serial, "root after the pack"), write(60, 0, "new after the pack"));
        storage.close();
        return disk;
    }

    private static long fill(Storage storage) throws Exception {
        storage.newOids(5);
        storage.defineClass(new byte[] {1, 2, 3});
        Batch first = batch(
                write(0, 0, "root"),
                write(1, 0, LONG + "one"),
                write(2, 0, "two"),
                write(3, 0, "three"),
                write(80, 0, "eighty"));
        long one = storage.commit(with(first, "user", "first", Map.of("key", "value", "other", "more")), tid -> {});
        storage.prepare(branch(1, 1), batch(write(2, one, "two again")));
        long two = storage.commitPrepared(branch(1, 1), tid -> {});
        storage.defineClass("a class that is described later".getBytes());
        Write[] many = new Write[12];
        for (int i = 0; i < many.length; i++) {
            many[i] = write(10 + i, 0, "part of a large transaction, number " + i);
        }
        commit(storage, many);
        storage.prepare(branch(2, 1), batch(write(3, one, "rolled back")));
        storage.rollbackPrepared(branch(2, 1));
        storage.prepare(branch(4, 1), batch(write(70, 0, "by hand")));
        storage.commitByHand(branch(4, 1), tid -> {});
        storage.prepare(branch(5, 1), batch(write(71, 0, "never")));
        storage.rollbackByHand(branch(5, 1));
        storage.forget(branch(5, 1));
        Write inVersion = new Write(80, one, "eighty in v".getBytes(), 0, new Lineage("v", one, 0));
        long middle = commit(storage, write(1, one, LONG + "other"), write(40, 0, ""), inVersion);
        Write back = new Write(1, middle, (LONG + "one").getBytes(), one);
        long again = storage.commit(batch(back), tid -> {});
        storage.prepare(
                branch(3, 1),
                new Batch(
                        List.of(write(3, one, "in doubt"), write(50, 0, "new in doubt")),
                        List.of(new ReadCheck(2, two)),
                        new TransactionMetadata("doubter", "in doubt", Map.of(), true)));
        commit(storage, write(0, one, "root again"), write(1, again, "one at last"));
        return middle;
    }

    static VerifyReport verify(FaultyDisk disk) throws IOException {
        return Verification.verify(disk, RecordInspector.NONE, CheckProgress.NONE);
    }

    static RecoverReport recover(FaultyDisk disk, FaultyDisk target) throws IOException {
        return Recovery.recover(disk, target, RecordInspector.NONE, CheckProgress.NONE, SETTINGS, findings -> 0);
    }
}
