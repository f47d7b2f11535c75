package dev.odb.junit.impl;

import jakarta.transaction.TransactionSynchronizationRegistry;

/** What looks on while the databases of one test work, and interferes if the test wants it. All threads may use it. */
final class Watch {
    private final OpenBranches open = new OpenBranches();
    private final RaisedConflicts conflicts;
    private final AwaitedCrash crashes = new AwaitedCrash();

    Watch(TransactionSynchronizationRegistry registry) {
        conflicts = new RaisedConflicts(registry);
    }

    OpenBranches open() {
        return open;
    }

    RaisedConflicts conflicts() {
        return conflicts;
    }

    AwaitedCrash crashes() {
        return crashes;
    }
}
