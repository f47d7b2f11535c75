package dev.odb.core.storage.overlay;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Writes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A base that is only read, and another storage for what is changed. Together they are one database with an identity of
 * its own, that of the changes. A revision up to the border is the base's, one above it the changes'.
 *
 * <p>Once the changes were packed, the database is one that was packed, though the base keeps everything: of a revision up
 * to the pack time only those show that were current then, and nothing stands before them.
 */
public final class OverlayStorage extends ForwardingStorage {
    private final Storage base;
    private final Storage changes;
    private final Border border;
    private final SeenOutside outside;

    OverlayStorage(Storage base, Storage changes) {
        super(changes);
        this.base = base;
        this.changes = changes;
        border = new Border(base);
        outside = new SeenOutside(changes, border.tid());
    }

    /**
     * Begins an overlay; what was begun and cut short may be begun again.
     *
     * @param base nobody writes to it as long as there is the overlay
     * @param changes empty
     * @throws dev.odb.OdbException if it is not
     */
    public static OverlayStorage begin(Storage base, Storage changes) {
        long border = base.lastTid();
        if (changes.lastTid() != 0 && changes.lastTid() != border) {
            throw OverlayMessages.occupied(changes.location());
        }
        byte[] description = base.classDescription(1);
        for (int id = 1; description != null; description = base.classDescription(++id)) {
            if (changes.defineClass(description) != id) {
                throw OverlayMessages.occupied(changes.location());
            }
        }
        numberAbove(base, changes);
        return new OverlayStorage(base, changes);
    }

    /** Has the changes give no oid and no tid that the base may have; what was salvaged may have lost where its own begin. */
    static void numberAbove(Storage base, Storage changes) {
        if (changes.oidEnd() < base.oidEnd()) {
            changes.restoreOids(base.oidEnd());
        }
        if (changes.lastTid() < base.lastTid()) {
            changes.restorePacked(base.lastTid());
        }
        changes.awaitPublished();
    }

    /**
     * Requires that nobody can write to what is to be a base by way of this storage.
     *
     * @throws dev.odb.OdbException if it is not read-only
     */
    public static void requireReadOnly(Storage base) {
        if (!base.readOnly()) {
            throw OverlayMessages.baseWritable(base.location());
        }
    }

    @Override
    public long lastTid() {
        return Math.max(changes.lastTid(), border.tid());
    }

    @Override
    public Revision load(long oid, long snapshot) {
        if (snapshot > border.tid()) {
            Revision changed = changes.load(oid, snapshot);
            if (changed != null || changes.serial(oid, snapshot) != 0) {
                return changed;
            }
        }
        return border.mayHave(oid) ? base.load(oid, border.below(snapshot)) : null;
    }

    @Override
    public List<Revision> revisions(long oid, long snapshot, int most) {
        List<Revision> found = new ArrayList<>();
        long next = snapshot;
        if (snapshot > border.tid()) {
            found.addAll(changes.revisions(oid, snapshot, most));
            next = found.isEmpty() ? snapshot : found.get(found.size() - 1).serial() - 1;
            if (changes.serial(oid, next) != 0 || next < packed() && !found.isEmpty()) {
                // a tombstone stands there, or nothing any more
                return found;
            }
        }
        int more = most - found.size();
        if (more > 0) {
            found.addAll(base.revisions(oid, border.below(next), packed() == 0 ? more : 1));
        }
        return found;
    }

    @Override
    public RevisionFields fields(long oid, long serial) {
        if (serial <= border.tid()) {
            RevisionFields fields = base.fields(oid, serial);
            return fields == null || packed() == 0 ? fields : withoutPast(oid, fields);
        }
        RevisionFields fields = changes.fields(oid, serial);
        if (fields == null || fields.prevHead() != 0 || serial <= packed()) {
            return fields;
        }
        long before = border.serial(oid);
        Lineage lineage = isPlain(oid, fields) ? new Lineage("", 0, before) : fields.lineage();
        return new RevisionFields(serial, lineage, fields.dataSerial(), before, fields.tombstone());
    }

    /** Whether the changes keep no lineage of it; one of their storage's making looks the same as that of an undone creation. */
    private boolean isPlain(long oid, RevisionFields fields) {
        if (!fields.lineage().equals(new Lineage("", 0, 0))) {
            return false;
        }
        if (!fields.tombstone()) {
            return changes.load(oid, fields.serial()).lineage() == null;
        }
        Iterator<CommittedTransaction> itsOwn = changes.transactions(fields.serial(), fields.serial());
        Writes writes = itsOwn.hasNext() ? Writes.of(itsOwn.next().writes()) : null;
        return writes == null || writes.lineage(writes.find(oid)) == null;
    }

    private RevisionFields withoutPast(long oid, RevisionFields fields) {
        if (!stays(oid, fields.serial())) {
            return null;
        }
        Lineage lineage = fields.lineage();
        long pre = stays(oid, lineage.pre()) ? lineage.pre() : 0;
        boolean plain = lineage.equals(new Lineage("", 0, fields.prevHead()));
        return new RevisionFields(
                fields.serial(),
                new Lineage(lineage.version(), lineage.nv(), plain ? 0 : pre),
                0,
                0,
                fields.tombstone());
    }

    /** Whether the base's revision was current at the pack time, or others see it in the place of one that stays. */
    private boolean stays(long oid, long serial) {
        long current = changes.serial(oid, packed());
        if (current == 0) {
            current = border.serial(oid);
        }
        if (current == serial) {
            return true;
        }
        RevisionFields fields = current > border.tid() ? changes.fields(oid, current) : base.fields(oid, current);
        return fields != null && !fields.lineage().isMain() && fields.lineage().nv() == serial
                || outside.has(packed(), oid, serial);
    }

    @Override
    public long serial(long oid, long snapshot) {
        long changed = snapshot > border.tid() ? changes.serial(oid, snapshot) : 0;
        return changed != 0 || !border.mayHave(oid) ? changed : base.serial(oid, border.below(snapshot));
    }

    @Override
    public Revision loadAppended(long oid) {
        // in this order: what is appended between the two comes after this call
        if (!border.mayHave(oid) || changes.serial(oid, Long.MAX_VALUE) != 0) {
            return changes.loadAppended(oid);
        }
        return base.load(oid, border.tid());
    }

    /** The changes have those of the base as well, unless they were salvaged. */
    @Override
    public byte[] classDescription(int id) {
        byte[] description = changes.classDescription(id);
        return description == null ? base.classDescription(id) : description;
    }

    @Override
    public boolean isRemoved(long oid) {
        return border.serial(oid) == 0 && changes.isRemoved(oid);
    }

    @Override
    public boolean exists(long oid) {
        return changes.exists(oid) || border.serial(oid) != 0;
    }

    @Override
    public long[] changedBetween(long after, long upTo) {
        return after >= border.tid() ? changes.changedBetween(after, upTo) : null;
    }

    @Override
    public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        try {
            return changes.commit(border.toChanges(batch), appended);
        } catch (StaleRecordsException e) {
            throw border.fromChanges(e, batch);
        }
    }

    @Override
    public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        try {
            changes.prepare(id, border.toChanges(batch));
        } catch (StaleRecordsException e) {
            throw border.fromChanges(e, batch);
        }
    }

    @Override
    public List<PreparedBranch> prepared() {
        return fromChanges(changes.prepared());
    }

    @Override
    public List<PreparedBranch> recoverable() {
        return fromChanges(changes.recoverable());
    }

    private List<PreparedBranch> fromChanges(List<PreparedBranch> branches) {
        return branches.stream()
                .map(branch -> new PreparedBranch(branch.id(), border.fromChanges(branch.batch()), branch.since()))
                .toList();
    }

    @Override
    public Contents contents() {
        return new OverlayContents(base.contents(), changes.contents());
    }

    @Override
    public long packedTid() {
        long packed = packed();
        return packed == 0 ? base.packedTid() : packed;
    }

    /** The pack time of the changes, 0 if they were never packed; before that they were said to be packed up to the border. */
    private long packed() {
        long packed = changes.packedTid();
        return packed > border.tid() ? packed : 0;
    }

    /**
     * Packs the changes: old revisions go. What cannot be reached stays, since that takes what the base refers to.
     *
     * @see Storage#pack
     */
    @Override
    public PackResult pack(PackRequest request) {
        PackResult result = changes.pack(new PackRequest(
                request.upTo(), request.dryRun(), true, request.references(), request.monitor(), request.seal()));
        long packedTid = result.packedTid() > border.tid() ? result.packedTid() : base.packedTid();
        return new PackResult(packedTid, result.before(), result.after(), result.removed());
    }

    @Override
    public void restore(long tid, Batch batch) {
        changes.restore(tid, border.toChanges(batch));
    }

    @Override
    public Iterator<CommittedTransaction> transactions(long first, long last) {
        long packed = packed();
        Iterator<CommittedTransaction> ofBase = base.transactions(first, border.below(last));
        Iterator<CommittedTransaction> ofChanges = changes.transactions(Math.max(first, border.tid() + 1), last);
        return packed == 0
                ? new OverlayTransactions(ofBase, ofChanges, border, 0)
                : new OverlayTransactions(new PackedTransactions(ofBase, this::stays), ofChanges, border, packed);
    }

    @Override
    public void close() {
        try {
            changes.close();
        } finally {
            base.close();
        }
    }
}
