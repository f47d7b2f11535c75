package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.core.storage.spill.Spill;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How a storage keeps and gives back where a revision stands among versions, and what it says of plain revisions. */
interface LineageCases extends VersionCases {
    /** A conflict is one of heads, whatever version they are of. */
    @Test
    default void writeThatHasNotSeenTheHead_isStale() throws Exception {
        VersionDriver driver = new VersionDriver(storage());
        long a = driver.store(1, "", "A");
        long b = driver.store(1, V, "B");
        for (Write late : List.of(write(1, a, "x"), new Write(1, a, new byte[1], 0, new Lineage("w", a, 0)))) {
            assertThatThrownBy(() -> storage().commit(batch(late), t -> {}))
                    .isInstanceOfSatisfying(StaleRecordsException.class, e -> assertThat(e.stale())
                            .containsExactly(new StaleRecordsException.Stale(1, a, b, null)));
        }
    }

    /** What a plain revision says: it was made from the one that it replaced. */
    @Test
    default void fieldsOfPlainRevisions_followTheHeads() throws Exception {
        long a = commit(storage(), write(1, 0, "a"), write(2, 0, "b"));
        long b = commit(storage(), write(1, a, "b"));
        long gone = commit(storage(), write(1, b, ""));
        assertThat(storage().fields(1, a)).isEqualTo(new RevisionFields(a, new Lineage("", 0, 0), 0, 0, false));
        assertThat(storage().fields(1, b)).isEqualTo(new RevisionFields(b, new Lineage("", 0, a), 0, a, false));
        assertThat(storage().fields(1, gone)).isEqualTo(new RevisionFields(gone, new Lineage("", 0, b), 0, b, true));
        assertThat(storage().fields(2, b)).isNull();
        assertThat(storage().fields(1, gone + 1)).isNull();
        assertThat(storage().fields(9, a)).isNull();
        assertThat(storage().load(1, b).lineage()).isNull();
    }

    /** A revision that claims another one's bytes and has others keeps its own. */
    @Test
    default void dataSerialOfOtherBytes_isNotBelieved() throws Exception {
        long a = commit(storage(), write(1, 0, "a"));
        long b = commit(storage(), new Write(1, a, "b".getBytes(UTF_8), a, new Lineage(V, a, 0)));
        assertRow(1, b, a, 0, 0, V, a);
        long c = commit(storage(), new Write(1, b, "b".getBytes(UTF_8), a - 1, new Lineage(V, a, b)));
        assertRow(1, c, a, b, 0, V, b);
        assertThat(Batches.text(storage(), 1)).isEqualTo("b");
    }

    /** What is listed of a branch in doubt, and of transactions, has it. */
    @Test
    default void lineage_isListedWithBranchesAndTransactions() throws Exception {
        Lineage created = new Lineage(V, 0, 0);
        long a = commit(storage(), write(1, 0, "A"), write(2, 0, "B"));
        Lineage changed = new Lineage("größer 版 \uD83D\uDE00", a, 0);
        Lineage back = new Lineage("", 0, 0);
        Write[] writes = {
            new Write(1, a, "x".getBytes(UTF_8), 0, changed),
            new Write(2, a, new byte[0], 0, back),
            new Write(3, 0, "new".getBytes(UTF_8), 0, created),
            write(4, 0, "plain")
        };
        storage().prepare(branch(1, 1), batch(writes));
        assertThat(storage().prepared().get(0).batch().writes())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(writes);
        long tid = storage().commitPrepared(branch(1, 1), t -> {});
        Writes listed = Writes.of(transactions(storage(), tid, tid).get(0).writes());
        assertThat(listed).usingRecursiveFieldByFieldElementComparator().containsExactly(writes);
        for (int i = 0; i < writes.length; i++) {
            assertThat(listed.lineage(i)).isEqualTo(writes[i].lineage());
            assertThat(listed.serialSeen(i)).isEqualTo(writes[i].serialSeen());
        }
        assertThat(storage().load(1, tid).lineage()).isEqualTo(changed);
        assertThat(storage().load(3, tid).lineage()).isEqualTo(created);
        assertThat(storage().load(4, tid).lineage()).isNull();
        storage().prepare(branch(2, 1), batch(new Write(3, tid, "x".getBytes(UTF_8), 0, new Lineage(V, 0, tid))));
        storage().rollbackPrepared(branch(2, 1));
        assertThat(storage().loadAppended(3).serial()).isEqualTo(tid);
    }

    /** A name of any 200 bytes is kept, none of more is. */
    @Test
    default void versionName_hasALimit() throws Exception {
        String longest = "ü".repeat(Lineage.LONGEST_VERSION / 2);
        long a = commit(storage(), new Write(1, 0, "a".getBytes(UTF_8), 0, new Lineage(longest, 0, 0)));
        assertRow(1, a, 0, 0, 0, longest, 0);
        for (String wrong : List.of(longest + "x", "a\0b", "\n", "\uD800")) {
            assertThatThrownBy(() -> new Lineage(wrong, 0, 0))
                    .isInstanceOfSatisfying(
                            OdbException.class, e -> assertThat(e.code()).isEqualTo("ODB-4220"));
        }
    }

    /** What a transaction has put aside is written with where it stands. */
    @Test
    default void spilledWrites_keepTheirLineage() throws Exception {
        long a = commit(
                storage(),
                LongStream.rangeClosed(1, 300)
                        .mapToObj(oid -> write(oid, 0, "A" + oid))
                        .toArray(Write[]::new));
        long tid;
        try (Spill spill = new Spill(storage())) {
            for (long oid = 1; oid <= 300; oid++) {
                String text = oid % 5 == 0 ? "A" + oid : "x".repeat((int) oid);
                Lineage lineage = oid % 3 == 0 ? null : new Lineage("v" + oid % 3, a, 0);
                spill.add(new Write(oid, a, text.getBytes(UTF_8), oid % 5 == 0 ? a : 0, lineage), false);
            }
            assertThat(spill.revision(4).lineage()).isEqualTo(new Lineage("v1", a, 0));
            tid = storage().commit(new Batch(spill.writes(), List.of(), TransactionMetadata.NONE), t -> {});
        }
        for (long oid = 1; oid <= 300; oid++) {
            Lineage lineage = oid % 3 == 0 ? new Lineage("", 0, a) : new Lineage("v" + oid % 3, a, 0);
            assertThat(storage().fields(oid, tid))
                    .isEqualTo(new RevisionFields(tid, lineage, oid % 5 == 0 ? a : 0, a, false));
        }
    }

    /** CONFORMANCE 25: a history with versions is the same one in another storage. */
    @Test
    default void restore_ofAHistoryWithVersions_isTheSame() throws Exception {
        try (Storage source = new MemoryStorage("source of versions", clock())) {
            VersionWalk walk = new VersionWalk(source, new Random(7), 4);
            for (int i = 0; i < 60; i++) {
                walk.step();
            }
            for (CommittedTransaction next : transactions(source, 1, Long.MAX_VALUE)) {
                storage().restore(next.tid(), new Batch(next.writes(), List.of(), next.metadata()));
            }
            storage().awaitPublished();
            walk.on(storage());
            walk.check();
        }
    }
}
