package dev.odb.core.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CopyFailedException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.PersistentMap;
import dev.odb.StorageFullException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the comparison after a copy finds, and what of a database is copied that its objects do not show. */
class DatabaseCopyTest {
    private static final FileSettings SMALL = new FileSettings(8192, 256, 600, InstantSource.system());

    @TempDir
    Path folder;

    private Storage source;
    private long oid;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void makeSource() throws Exception {
        String url = "odb:file:" + folder.resolve("source");
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                database.transact(c ->
                        c.root("map", PersistentMap.class, PersistentMap::new).put("key", number));
            }
            oid = database.transact(c -> c.oid(c.root("map", PersistentMap.class)));
        }
        source = FileStorage.open(folder.resolve("source"), false);
        long head = source.serial(oid, Long.MAX_VALUE);
        byte[] state = source.loadAppended(oid).record();
        long inVersion = commit(new Write(oid, head, state, head, new Lineage("v", head, 0)));
        commit(new Write(oid, inVersion, state, head, new Lineage("", 0, head)));
        source.newOids(10_000);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private long commit(Write write) throws Exception {
        return source.commit(new Batch(List.of(write), List.of(), TransactionMetadata.NONE), tid -> {});
    }

    private static void copy(Storage from, Storage to) {
        new DatabaseCopy(from, to, report -> {}).run();
    }

    @Test
    void copy_hasLineageAndSharedStatesAndTheRangeOfOids() {
        try (Storage target = FileStorage.open(folder.resolve("target"), false)) {
            copy(source, target);
            assertThat(target.oidEnd()).isGreaterThanOrEqualTo(source.oidEnd());
            for (CommittedTransaction next : all(source)) {
                for (Write write : next.writes()) {
                    assertThat(target.fields(write.oid(), next.tid()))
                            .isEqualTo(source.fields(write.oid(), next.tid()));
                }
            }
            assertThat(target.load(oid, source.lastTid() - 1).version()).isEqualTo("v");
            assertThat(target.fields(oid, source.lastTid()).dataSerial()).isPositive();
        }
    }

    /** Old revisions that are gone, and the pack time. */
    @Test
    @SuppressWarnings("unchecked")
    void copyOfAPackedDatabase_isPacked() {
        source.close();
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + folder.resolve("source"))) {
            database.pack(Instant.now());
            database.transact(c -> c.root("map", PersistentMap.class).put("key", "after"));
            try (ObjectDatabase copy = database.copyTo(OdbConfiguration.of("odb:memory:packed copy"), report -> {})) {
                assertThat(copy.undoLog(0, 100)).hasSize(1).isEqualTo(database.undoLog(0, 100));
            }
        }
        source = FileStorage.open(folder.resolve("source"), true);
        try (Storage target = new MemoryStorage("copy of what was packed")) {
            copy(source, target);
            assertThat(target.packedTid()).isEqualTo(source.packedTid()).isPositive();
        }
    }

    /** At each place where the disk of the target can get full or refuse: an error, and the target can be closed and removed. */
    @Test
    void targetThatIsFullOrFails_endsTheCopy() throws Exception {
        int times = 0;
        for (boolean full = true; full; times++) {
            FaultyDisk small = new FaultyDisk(folder.resolve("drafts"));
            Storage target = small.openStorage(SMALL);
            small.limitTo(small.used() + times * 256L);
            full = fails(target, StorageFullException.class);
        }
        assertThat(times).isGreaterThan(5);
        FaultyDisk disk = new FaultyDisk(folder.resolve("drafts"));
        Storage failing = disk.openStorage(SMALL);
        disk.failForces(true);
        assertThat(fails(failing, CopyFailedException.class)).isTrue();
    }

    private boolean fails(Storage target, Class<? extends Exception> how) {
        try {
            copy(source, target);
            return false;
        } catch (OdbException e) {
            assertThat(e).isInstanceOf(how);
            assertThat(e.code()).isNotEqualTo("ODB-3952");
            return true;
        } finally {
            target.close();
        }
    }

    @Test
    void recordThatDiffers_isFound() {
        assertFound("its record of object", write -> {
            byte[] other = write.record().clone();
            other[other.length - 1]++;
            return new Write(write.oid(), write.serialSeen(), other, 0, write.lineage());
        });
    }

    @Test
    void lineageThatDiffers_isFound() {
        assertFound("among the versions", write -> new Write(write.oid(), write.serialSeen(), write.record(), 0, null));
    }

    @Test
    void predecessorThatDiffers_isFound() {
        assertFound(
                "the predecessor",
                write -> new Write(write.oid(), write.serialSeen() == 0 ? 1 : 0, write.record(), 0, write.lineage()));
    }

    @Test
    void otherTransactions_areFound() {
        assertFails("it is missing", new Altered(write -> write, all -> all.subList(0, all.size() - 1)));
        assertFails("another number of records", new Altered(write -> write, all -> {
            CommittedTransaction first = all.get(0);
            List<CommittedTransaction> others = new ArrayList<>(all);
            others.set(0, new CommittedTransaction(first.tid(), first.metadata(), List.of()));
            return others;
        }));
        assertFails("what is known about it", new Altered(write -> write, all -> {
            CommittedTransaction first = all.get(0);
            List<CommittedTransaction> others = new ArrayList<>(all);
            TransactionMetadata other = new TransactionMetadata("somebody else", "", Map.of(), false);
            others.set(0, new CommittedTransaction(first.tid(), other, first.writes()));
            return others;
        }));
        assertFails("the original does not have it", new Altered(write -> write, all -> {
            List<CommittedTransaction> others = new ArrayList<>(all);
            others.add(all.get(0));
            return others;
        }));
    }

    @Test
    void classThatDiffers_isFound() {
        assertFails("the description of class", new ForwardingStorage(new MemoryStorage("altered")) {
            @Override
            public byte[] classDescription(int id) {
                return new byte[1];
            }
        });
    }

    private void assertFound(String what, UnaryOperator<Write> alteration) {
        assertFails(what, new Altered(alteration, all -> all));
    }

    private void assertFails(String what, Storage target) {
        assertThatThrownBy(() -> copy(source, target))
                .isInstanceOf(CopyFailedException.class)
                .hasMessageContaining("ODB-3952")
                .hasMessageContaining(what);
        target.close();
    }

    private static List<CommittedTransaction> all(Storage of) {
        List<CommittedTransaction> all = new ArrayList<>();
        of.transactions(1, Long.MAX_VALUE).forEachRemaining(all::add);
        return all;
    }

    /** Gives back something else than it was given. */
    private static final class Altered extends ForwardingStorage {
        private final UnaryOperator<Write> alteration;
        private final UnaryOperator<List<CommittedTransaction>> others;

        Altered(UnaryOperator<Write> alteration, UnaryOperator<List<CommittedTransaction>> others) {
            super(new MemoryStorage("altered"));
            this.alteration = alteration;
            this.others = others;
        }

        @Override
        public Iterator<CommittedTransaction> transactions(long first, long last) {
            List<CommittedTransaction> all = new ArrayList<>();
            super.transactions(first, last)
                    .forEachRemaining(next -> all.add(new CommittedTransaction(
                            next.tid(),
                            next.metadata(),
                            next.writes().stream().map(alteration).toList())));
            return others.apply(all).iterator();
        }
    }
}
