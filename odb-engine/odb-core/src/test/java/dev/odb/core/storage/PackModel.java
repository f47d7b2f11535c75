package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.transactions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a storage with a random graph must hold, packed or not, worked out in plain Java. */
final class PackModel {
    private static final int OBJECTS = 25;

    private final Random random;
    private final String name;
    /** By oid the records by tid. */
    private final Map<Long, TreeMap<Long, String>> revisions = new TreeMap<>();

    private final Map<BranchId, Batch> prepared = new LinkedHashMap<>();
    private final TreeSet<Long> tids = new TreeSet<>();
    private long packedTid;
    private int branches;

    PackModel(Random random, String name) {
        this.random = random;
        this.name = name;
    }

    /** A transaction, a branch, or the end of one. */
    void step(Storage storage) throws StaleRecordsException {
        int what = random.nextInt(10);
        if (what < 2 && !prepared.isEmpty()) {
            decide(storage);
            return;
        }
        List<Write> writes = writes(storage);
        Batch batch = new Batch(writes, List.of(), TransactionMetadata.NONE);
        if (what < 4) {
            BranchId id = branch(++branches, branches >> 8);
            storage.prepare(id, batch);
            prepared.put(id, batch);
        } else {
            committed(storage.commit(batch, tid -> {}), batch);
        }
    }

    private void decide(Storage storage) {
        BranchId id = new ArrayList<>(prepared.keySet()).get(random.nextInt(prepared.size()));
        Batch batch = prepared.remove(id);
        if (random.nextInt(3) == 0) {
            storage.rollbackPrepared(id);
        } else {
            committed(storage.commitPrepared(id, tid -> {}), batch);
        }
    }

    private void committed(long tid, Batch batch) {
        tids.add(tid);
        for (Write write : batch.writes()) {
            revisions.computeIfAbsent(write.oid(), key -> new TreeMap<>()).put(tid, new String(write.record(), UTF_8));
        }
    }

    private List<Write> writes(Storage storage) {
        Set<Long> held = new HashSet<>();
        prepared.values().forEach(batch -> batch.writes().forEach(write -> held.add(write.oid())));
        Set<Long> chosen = new TreeSet<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            chosen.add((long) random.nextInt(random.nextInt(3) == 0 ? 3 : OBJECTS));
        }
        List<Write> writes = new ArrayList<>();
        for (long oid : chosen) {
            if (!held.contains(oid)) {
                TreeMap<Long, String> known = revisions.get(oid);
                writes.add(Batches.write(oid, known == null ? 0 : known.lastKey(), record(storage, oid, chosen)));
            }
        }
        return writes;
    }

    /** Refers only to what is there or is written with it, as a commit of the engine does. */
    private String record(Storage storage, long oid, Set<Long> chosen) {
        String targets = random.ints(random.nextInt(4), 0, OBJECTS)
                .mapToObj(target -> (long) target)
                .filter(target -> chosen.contains(target) || storage.exists(target))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return oid + "#" + random.nextInt(1000) + " ".repeat(random.nextInt(100)) + ">" + targets;
    }

    /** Packs to a random time. */
    void pack(Storage storage) {
        long time = tids.isEmpty() ? 0 : random.nextInt(4) == 0 ? tids.last() : tids.first() + offset();
        long revisionsBefore = count();
        long objectsBefore = revisions.size();
        PackResult dry = storage.pack(Packs.dryRun(time));
        PackResult result = storage.pack(Packs.to(time));
        Long upTo = tids.floor(time);
        if (upTo != null && upTo > packedTid) {
            packedTid = upTo;
            drop(kept());
        }
        assertThat(result.packedTid()).as(name).isEqualTo(packedTid);
        assertThat(result.before().revisions()).as(name).isEqualTo(revisionsBefore);
        assertThat(result.before().objects()).as(name).isEqualTo(objectsBefore);
        assertThat(result.after().revisions()).as(name).isEqualTo(count());
        assertThat(result.after().objects()).as(name).isEqualTo(revisions.size());
        assertThat(dry.after().revisions()).as(name).isEqualTo(count());
        assertThat(dry.after().objects()).as(name).isEqualTo(revisions.size());
        assertThat(dry.after().transactions()).as(name).isEqualTo(result.after().transactions());
    }

    private long offset() {
        long span = tids.last() - tids.first();
        return span == 0 ? 0 : random.nextLong(span + 1);
    }

    private long count() {
        return revisions.values().stream().mapToLong(TreeMap::size).sum();
    }

    private Set<Long> kept() {
        Deque<Long> next = new ArrayDeque<>(List.of(0L));
        revisions.forEach((oid, records) -> {
            if (records.lastKey() > packedTid) {
                next.add(oid);
                records.tailMap(packedTid, false).values().forEach(record -> next.addAll(targets(record)));
            }
        });
        for (Batch batch : prepared.values()) {
            for (Write write : batch.writes()) {
                next.add(write.oid());
                next.addAll(targets(new String(write.record(), UTF_8)));
            }
        }
        Set<Long> kept = new HashSet<>();
        while (!next.isEmpty()) {
            long oid = next.remove();
            TreeMap<Long, String> records = revisions.get(oid);
            if (kept.add(oid) && records != null && records.floorKey(packedTid) != null) {
                next.addAll(targets(records.floorEntry(packedTid).getValue()));
            }
        }
        return kept;
    }

    private static List<Long> targets(String record) {
        List<Long> targets = new ArrayList<>();
        for (long target : Packs.references(record.getBytes(UTF_8))) {
            targets.add(target);
        }
        return targets;
    }

    private void drop(Set<Long> kept) {
        revisions.keySet().retainAll(kept);
        for (TreeMap<Long, String> records : revisions.values()) {
            Long current = records.floorKey(packedTid);
            if (current != null) {
                records.headMap(current, false).clear();
            }
        }
    }

    /** Compares everything. */
    void check(Storage storage) {
        assertThat(storage.packedTid()).as(name).isEqualTo(packedTid);
        assertThat(storage.lastTid()).as(name).isEqualTo(tids.isEmpty() ? 0 : tids.last());
        Map<Long, TreeMap<Long, String>> iterated = new HashMap<>();
        for (CommittedTransaction transaction : transactions(storage, 0, Long.MAX_VALUE)) {
            for (Write write : transaction.writes()) {
                TreeMap<Long, String> earlier = iterated.computeIfAbsent(write.oid(), key -> new TreeMap<>());
                assertThat(write.serialSeen()).as(name).isEqualTo(earlier.isEmpty() ? 0 : earlier.lastKey());
                earlier.put(transaction.tid(), new String(write.record(), UTF_8));
            }
        }
        assertThat(iterated).as(name).isEqualTo(revisions);
        for (long oid = 0; oid < OBJECTS; oid++) {
            TreeMap<Long, String> found = new TreeMap<>();
            Revision revision = storage.loadAppended(oid);
            while (revision != null) {
                found.put(revision.serial(), new String(revision.record(), UTF_8));
                revision = storage.load(oid, revision.serial() - 1);
            }
            assertThat(found).as(name + ", object " + oid).isEqualTo(revisions.getOrDefault(oid, new TreeMap<>()));
            assertThat(storage.exists(oid)).as(name).isEqualTo(!found.isEmpty());
        }
        assertThat(storage.prepared())
                .extracting(PreparedBranch::id)
                .as(name)
                .containsExactlyElementsOf(prepared.keySet());
        for (PreparedBranch branch : storage.prepared()) {
            assertThat(branch.batch().writes())
                    .extracting(write -> write.oid() + ":" + write.serialSeen() + new String(write.record(), UTF_8))
                    .as(name)
                    .isEqualTo(prepared.get(branch.id()).writes().stream()
                            .map(write -> write.oid() + ":" + write.serialSeen() + new String(write.record(), UTF_8))
                            .toList());
        }
    }
}
