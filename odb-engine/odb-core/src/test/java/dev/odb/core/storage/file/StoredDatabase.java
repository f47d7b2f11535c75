package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** All that can be read of a database, to compare another one with. */
final class StoredDatabase {
    final UUID id;
    final long lastTid;
    final long packedTid;
    /** By tid, the texts by oid. */
    final TreeMap<Long, Map<Long, String>> transactions = new TreeMap<>();

    final Map<Long, TransactionMetadata> metadata = new HashMap<>();
    final Map<BranchId, Map<Long, String>> prepared = new HashMap<>();
    final Map<Integer, List<Byte>> classes = new HashMap<>();
    final TreeMap<Long, TreeMap<Long, String>> revisions = new TreeMap<>();

    StoredDatabase(Storage storage) {
        id = storage.databaseId();
        lastTid = storage.lastTid();
        packedTid = storage.packedTid();
        for (CommittedTransaction transaction : Batches.transactions(storage, 0, Long.MAX_VALUE)) {
            Map<Long, String> writes = new TreeMap<>();
            for (Write write : transaction.writes()) {
                String text = new String(write.record(), UTF_8);
                writes.put(write.oid(), text);
                revisions.computeIfAbsent(write.oid(), oid -> new TreeMap<>()).put(transaction.tid(), text);
            }
            transactions.put(transaction.tid(), writes);
            metadata.put(transaction.tid(), transaction.metadata());
        }
        for (PreparedBranch branch : storage.prepared()) {
            Map<Long, String> writes = new TreeMap<>();
            branch.batch().writes().forEach(write -> writes.put(write.oid(), new String(write.record(), UTF_8)));
            prepared.put(branch.id(), writes);
        }
        for (int i = 1; i <= 3; i++) {
            if (storage.classDescription(i) != null) {
                classes.put(i, bytes(storage.classDescription(i)));
            }
        }
    }

    private static List<Byte> bytes(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte each : bytes) {
            list.add(each);
        }
        return list;
    }

    /** What the snapshot shows of the object: its serial and text, or null. */
    Map.Entry<Long, String> at(long oid, long snapshot) {
        TreeMap<Long, String> all = revisions.get(oid);
        return all == null ? null : all.floorEntry(snapshot);
    }

    /** Reads everything of a storage: each value is the right one, or an error. Gives how many errors there were. */
    int readAll(Storage storage) {
        int errors = errors(() -> assertThat(storage.lastTid()).isEqualTo(lastTid));
        errors += errors(() -> assertThat(storage.packedTid()).isEqualTo(packedTid));
        for (int id : classes.keySet()) {
            errors +=
                    errors(() -> assertThat(bytes(storage.classDescription(id))).isEqualTo(classes.get(id)));
        }
        for (long oid : revisions.keySet()) {
            for (long tid : transactions.keySet()) {
                for (long snapshot : tid < packedTid ? new long[0] : new long[] {tid, tid - 1}) {
                    if (snapshot >= packedTid) {
                        errors += errors(() -> assertRevision(storage.load(oid, snapshot), at(oid, snapshot)));
                    }
                }
            }
            errors += errors(() -> assertRevision(storage.loadAppended(oid), at(oid, lastTid)));
        }
        errors += errors(() -> assertTransactions(storage));
        errors += errors(() -> assertThat(new StoredDatabase(storage).prepared).isEqualTo(prepared));
        return errors;
    }

    private void assertTransactions(Storage storage) {
        StoredDatabase found = new StoredDatabase(storage);
        assertThat(found.transactions).isEqualTo(transactions);
        assertThat(found.metadata).isEqualTo(metadata);
    }

    private static void assertRevision(Revision found, Map.Entry<Long, String> expected) {
        assertThat(found == null).isEqualTo(expected == null);
        if (found != null) {
            assertThat(found.serial()).isEqualTo(expected.getKey());
            assertThat(new String(found.record(), UTF_8)).isEqualTo(expected.getValue());
        }
    }

    private static int errors(Runnable read) {
        try {
            read.run();
            return 0;
        } catch (CorruptStorageException e) {
            assertThat(e).hasMessageContaining("offset").hasMessageContaining("log-");
            return 1;
        }
    }

    /** Every revision that there is: it was written like that. */
    void requireNothingInvented(StoredDatabase other) {
        other.transactions.forEach((tid, writes) -> {
            assertThat(transactions).containsKey(tid);
            assertThat(transactions.get(tid)).containsAllEntriesOf(writes);
        });
        other.prepared.forEach((branch, writes) ->
                assertThat(writes).isEqualTo(prepared.getOrDefault(branch, DamagedDatabases.DECIDED.get(branch))));
        other.classes.forEach((id, description) -> assertThat(classes).containsEntry(id, description));
    }
}
