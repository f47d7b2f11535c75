package dev.odb.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short forms for tests of storages. */
public final class Batches {
    private Batches() {}

    /** A batch of writes alone. */
    public static Batch batch(Write... writes) {
        return new Batch(List.of(writes), List.of(), TransactionMetadata.NONE);
    }

    /** A batch of checks alone. */
    public static Batch checks(ReadCheck... checks) {
        return new Batch(List.of(), List.of(checks), TransactionMetadata.NONE);
    }

    /** One write and one check. */
    public static Batch batch(Write write, ReadCheck check) {
        return new Batch(List.of(write), List.of(check), TransactionMetadata.NONE);
    }

    /** The same with metadata. */
    public static Batch with(Batch batch, String user, String description, Map<String, String> properties) {
        return new Batch(batch.writes(), batch.checks(), new TransactionMetadata(user, description, properties, false));
    }

    /** A write of a text. */
    public static Write write(long oid, long serialSeen, String text) {
        return new Write(oid, serialSeen, text.getBytes(UTF_8));
    }

    /**
     * As an undo takes a revision back: its object is again what it was before, in the version in which it was it, and with what
     * that one was made from.
     *
     * @param headSerial the newest revision: the one that is undone, or one with its state
     * @param before the revision that the undone one replaced, its {@code prevHead}; null if that was the object's first
     * @param state the record of {@code before}
     */
    public static Write undo(long oid, long headSerial, RevisionFields before, byte[] state) {
        boolean nothing = before == null || before.tombstone();
        return new Write(
                oid,
                headSerial,
                nothing ? new byte[0] : state,
                before == null ? 0 : VersionRules.dataSerial(before),
                before == null ? new Lineage("", 0, 0) : before.lineage());
    }

    /** A branch's name. */
    public static BranchId branch(int global, int qualifier) {
        return new BranchId(7, new byte[] {(byte) global, 1}, new byte[] {(byte) qualifier});
    }

    /** Commits without asking when it was appended. */
    public static long commit(Storage storage, Write... writes) throws StaleRecordsException {
        return storage.commit(batch(writes), tid -> {});
    }

    /** The text that a snapshot shows, or null. */
    public static String text(Storage storage, long oid, long snapshot) {
        Revision revision = storage.load(oid, snapshot);
        return revision == null ? null : new String(revision.record(), UTF_8);
    }

    /** The published text, or null. */
    public static String text(Storage storage, long oid) {
        return text(storage, oid, storage.lastTid());
    }

    /** Everything from first to last. */
    public static List<CommittedTransaction> transactions(Storage storage, long first, long last) {
        List<CommittedTransaction> all = new ArrayList<>();
        storage.transactions(first, last).forEachRemaining(all::add);
        return all;
    }
}
