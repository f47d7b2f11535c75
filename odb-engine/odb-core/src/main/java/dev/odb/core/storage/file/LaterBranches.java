package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Branches that seem to be in doubt, from the last one backwards. One that is in doubt holds its objects: if anybody else
 * has had them since, it was decided, and its decision is lost. One thread.
 */
final class LaterBranches {
    private final ObjectIndex index;
    private final Set<BranchId> names = new HashSet<>();
    private final Set<Long> written = new HashSet<>();
    private final Set<Long> checked = new HashSet<>();

    /** With the newest revision of every object. */
    LaterBranches(ObjectIndex index) {
        this.index = index;
    }

    /** Whether nobody after the branch has had its objects. */
    boolean areFree(Entry.BatchEntry branch) {
        if (names.contains(branch.branch())) {
            return false;
        }
        for (int i = 0; i < branch.oids().length; i++) {
            long oid = branch.oids()[i];
            if (index.serial(oid) > branch.serials()[i] || written.contains(oid) || checked.contains(oid)) {
                return false;
            }
        }
        for (ReadCheck check : branch.checks()) {
            if (index.serial(check.oid()) > check.serial() || written.contains(check.oid())) {
                return false;
            }
        }
        return true;
    }

    void add(Entry.BatchEntry branch) {
        names.add(branch.branch());
        Arrays.stream(branch.oids()).forEach(written::add);
        branch.checks().forEach(check -> checked.add(check.oid()));
    }
}
