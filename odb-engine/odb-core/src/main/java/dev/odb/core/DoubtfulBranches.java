package dev.odb.core;

import dev.odb.BranchInDoubt;
import dev.odb.ObjectInDoubt;
import dev.odb.Outcome;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.NarayanaXid;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.Commits;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** What an administrator sees of the branches in doubt, and does to them. All threads may use it. */
final class DoubtfulBranches {
    private final Storage storage;
    private final ClassCatalog catalog;
    private final Commits commits;

    DoubtfulBranches(DatabaseContext context) {
        storage = context.storage();
        catalog = context.catalog();
        commits = context.commits();
    }

    /** Those in doubt, then those decided by hand, each the oldest first. */
    List<BranchInDoubt> list(int objects) {
        if (objects < 0) {
            throw EngineMessages.negative("branchesInDoubt", 0, objects);
        }
        List<BranchInDoubt> found = new ArrayList<>();
        for (PreparedBranch branch : storage.prepared()) {
            try {
                found.add(inDoubt(branch, objects));
            } catch (NoSuchElementException e) {
                if (isInDoubt(branch.id())) {
                    throw e;
                }
                // another process has decided it meanwhile
            }
        }
        for (HeuristicDecision decision : storage.decidedByHand()) {
            // what is decided between the two lists is in both
            found.removeIf(earlier -> earlier.id().equals(decision.id().toString()));
            found.add(decided(decision));
        }
        return List.copyOf(found);
    }

    private BranchInDoubt inDoubt(PreparedBranch branch, int objects) {
        Writes writes = branch.batch().writes();
        return new BranchInDoubt(
                branch.id().toString(),
                NarayanaXid.node(branch.id()),
                branch.since(),
                branch.batch().metadata().user(),
                branch.batch().metadata().description(),
                writes.size(),
                branch.batch().checks().size(),
                writes.stream().limit(objects).map(this::object).toList(),
                commits.waitingFor(branch.id()),
                Outcome.UNKNOWN,
                null,
                0);
    }

    private ObjectInDoubt object(Write write) {
        if (write.tombstone()) {
            return new ObjectInDoubt(write.oid(), "", write.serialSeen(), "null");
        }
        String name = catalog.get(RecordInfo.classId(write.record())).name();
        return new ObjectInDoubt(write.oid(), name, write.serialSeen(), RecordInfo.json(write.record(), catalog));
    }

    private static BranchInDoubt decided(HeuristicDecision decision) {
        return new BranchInDoubt(
                decision.id().toString(),
                NarayanaXid.node(decision.id()),
                decision.since(),
                "",
                "",
                0,
                0,
                List.of(),
                List.of(),
                decision.committed() ? Outcome.COMMITTED : Outcome.ROLLED_BACK,
                decision.decided(),
                decision.tid());
    }

    /** Gives the branch that was committed. */
    BranchId commit(String branch) {
        return decide(branch, commits::commitByHand);
    }

    /** Gives the branch that was rolled back. */
    BranchId rollback(String branch) {
        return decide(branch, commits::rollbackByHand);
    }

    void forget(String branch) {
        BranchId id = parse(branch);
        try {
            storage.forget(id);
        } catch (NoSuchElementException e) {
            throw isInDoubt(id)
                    ? EngineMessages.stillInDoubt(branch, storage.location())
                    : EngineMessages.notDecidedByHand(branch, storage.location());
        }
    }

    private boolean isInDoubt(BranchId id) {
        return storage.prepared().stream().anyMatch(each -> each.id().equals(id));
    }

    private BranchId decide(String branch, Consumer<BranchId> decision) {
        BranchId id = parse(branch);
        try {
            decision.accept(id);
            return id;
        } catch (NoSuchElementException e) {
            throw EngineMessages.notInDoubt(branch, storage.location());
        }
    }

    private static BranchId parse(String branch) {
        try {
            return BranchId.parse(branch);
        } catch (IllegalArgumentException e) {
            throw EngineMessages.noBranchName(branch, e);
        }
    }
}
