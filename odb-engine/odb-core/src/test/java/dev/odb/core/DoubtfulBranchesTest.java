package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConfiguration;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A branch whose objects cannot be found any more when they are looked at. */
class DoubtfulBranchesTest {
    private static final BranchId ID = Batches.branch(1, 1);

    private final Unreadable storage = new Unreadable();
    private final Engine database = Engines.over(storage, OdbConfiguration.of("odb:memory:"));

    @AfterEach
    void close() {
        storage.prepared = List.of();
        database.close();
    }

    @Test
    void branchDecidedByAnotherProcessMeanwhile_isLeftOut() {
        storage.prepared = List.of(storage.branch);
        storage.decided = true;
        assertThat(database.branchesInDoubt(1)).isEmpty();
    }

    /** It holds its objects; an administrator who was not told of it would look for what does in vain. */
    @Test
    void branchThatIsStillInDoubt_isNotLeftOut() {
        storage.prepared = List.of(storage.branch);
        assertThatThrownBy(() -> database.branchesInDoubt(1))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no record");
    }

    private static final class Unreadable extends ForwardingStorage {
        private final PreparedBranch branch =
                new PreparedBranch(ID, new Batch(new NoRecords(), List.of(), TransactionMetadata.NONE), Instant.EPOCH);
        private List<PreparedBranch> prepared = List.of();
        private boolean decided;

        Unreadable() {
            super(new MemoryStorage("unreadable"));
        }

        @Override
        public List<PreparedBranch> prepared() {
            List<PreparedBranch> now = prepared;
            prepared = decided ? List.of() : now;
            return now;
        }
    }

    private static final class NoRecords extends AbstractList<Write> {
        @Override
        public Write get(int index) {
            throw new NoSuchElementException("no record");
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
