package dev.odb.core.storage;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every storage does. A storage's own test inherits this and says how one is made; the tests stand by topic in the
 * interfaces named here.
 */
public abstract class StorageConformance
        implements CommitCases,
                NumberingCases,
                RevisionCases,
                IterationCases,
                PreparedCases,
                ByHandCases,
                RestoreCases,
                ContentCases,
                LineageCases {
    private final TestClock clock = new TestClock();
    private Storage storage;

    /** A new, empty storage with that clock. */
    protected abstract Storage create(InstantSource clock) throws Exception;

    @Override
    public final Storage storage() {
        return storage;
    }

    /** The storage under test from now on. */
    protected final void storage(Storage next) {
        storage = next;
    }

    @Override
    public final TestClock clock() {
        return clock;
    }

    @BeforeEach
    void createStorage() throws Exception {
        storage = create(clock);
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }
}
