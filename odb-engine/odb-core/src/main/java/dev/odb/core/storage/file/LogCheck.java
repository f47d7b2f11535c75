package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Lineage;
import java.io.IOException;
import java.util.List;

/** Looks at what a log means: each revision follows the one that it says, and what it names is there. One thread. */
final class LogCheck implements Survey.Visitor {
    private final DamagedLog damaged;
    private final long border;
    private final Findings findings;
    private final RecordReader reader;
    private final RecordCheck check;
    private final ObjectIndex index = new ObjectIndex();
    private final ObjectHistory history;
    private long transactions;
    private long objects;
    private long revisions;
    private long inDoubt;
    private long byHand;

    /** Revisions up to the border are those of another database. */
    LogCheck(DamagedLog damaged, long border, Findings findings, RecordCheck check) {
        this.damaged = damaged;
        this.border = border;
        this.findings = findings;
        this.check = check;
        reader = new RecordReader(damaged.log());
        history = new ObjectHistory(index, reader);
    }

    @Override
    public void other(Entry entry) {
        if (entry instanceof Entry.ClassEntry description) {
            check.describe(description);
        }
    }

    @Override
    public void transaction(long tid, Entry.BatchEntry batch, List<Lost> lost) throws IOException {
        transactions++;
        revisions += batch.oids().length;
        String name = FindingMessages.transaction(tid);
        for (int i = 0; i < batch.oids().length; i++) {
            long oid = batch.oids()[i];
            long position = batch.positions()[i];
            RecordHeader header = reader.header(position, oid);
            checkPredecessor(header, position, name);
            checkOutside(header, position, name);
            checkRecord(oid, position, name);
            enter(oid, tid, position);
        }
        for (Lost each : lost) {
            if (each.sure()) {
                enter(each.oid(), tid, each.position());
            }
        }
    }

    private void enter(long oid, long tid, long position) {
        objects += index.head(oid) == null ? 1 : 0;
        index.put(oid, tid, position);
    }

    private void checkPredecessor(RecordHeader header, long position, String transaction) {
        long oid = header.oid();
        if (header.serialSeen() != index.serial(oid) || header.predecessor() != index.position(oid)) {
            chain(
                    oid,
                    position,
                    header.serialSeen() == 0
                            ? "a record of an object that was there already says that it is new"
                            : "a record follows one of " + FindingMessages.transaction(header.serialSeen()) + " in "
                                    + Positions.describe(header.predecessor()) + ", which cannot be read there",
                    transaction);
        } else if (header.dataSerial() != 0) {
            try {
                reader.content(position, oid);
            } catch (CorruptStorageException e) {
                chain(oid, position, "a record has the state of an earlier one: " + e.getMessage(), transaction);
            }
        }
    }

    /** What others see of an object that is in a version is stored before it. */
    private void checkOutside(RecordHeader header, long position, String transaction) {
        Lineage lineage = header.lineage();
        try {
            if (lineage != null
                    && lineage.nv() != 0
                    && !(lineage.nv() > 0 && lineage.nv() <= border)
                    && history.mainLine(header.oid(), lineage.nv()) != lineage.nv()) {
                findings.add(FindingMessages.outside(
                        damaged.file(position), Positions.offset(position), header.oid(), lineage, transaction));
            }
        } catch (CorruptStorageException e) {
            // a record before it is damaged, which has been found
            return;
        }
    }

    private void chain(long oid, long position, String what, String transaction) {
        findings.add(FindingMessages.chain(
                damaged.file(position),
                Positions.offset(position),
                what,
                "object " + oid + " as it was before " + transaction));
    }

    private void checkRecord(long oid, long position, String transaction) throws IOException {
        if (check.looks()) {
            try {
                check.check(position, oid, reader.content(position, oid), transaction);
            } catch (CorruptStorageException e) {
                // the record before it, whose state it has, is damaged, which has been found
                return;
            }
        }
    }

    @Override
    public void byHand(Entry.ByHandEntry entry) {
        byHand++;
    }

    @Override
    public void inDoubt(Entry.BatchEntry batch, List<Lost> lost) throws IOException {
        inDoubt++;
        for (int i = 0; i < batch.oids().length; i++) {
            checkRecord(batch.oids()[i], batch.positions()[i], "branch " + batch.branch() + ", which is in doubt");
        }
    }

    /** Everything was read: looks where the newest revisions refer to. */
    void checkReferences() {
        if (check.looks()) {
            index.forEachOid(oid -> {
                long position = index.position(oid);
                try {
                    check.checkReferences(
                            position, oid, reader.content(position, oid), target -> index.head(target) != null);
                } catch (CorruptStorageException e) {
                    // it is damaged, which has been found
                    return;
                }
            });
        }
    }

    /** The newest revisions. */
    ObjectIndex index() {
        return index;
    }

    VerifyReport report(long lastTid) {
        return new VerifyReport(
                damaged.database(),
                lastTid,
                transactions,
                objects,
                revisions,
                inDoubt,
                byHand,
                damaged.bytes(),
                findings.list());
    }
}
