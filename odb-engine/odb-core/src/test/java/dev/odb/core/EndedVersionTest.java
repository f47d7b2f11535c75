package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Counter;
import dev.odb.OdbConfiguration;
import dev.odb.TransactionInfo;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.memory.MemoryStorage;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator has ended, in a database where somebody else commits right after it. */
class EndedVersionTest {
    /** The command line named the newest transaction, whose ever that was; to undo it would have undone another's work. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transactionThatIsGiven_isTheOneThatEndedTheVersion(boolean commit) {
        Busy storage = new Busy();
        try (Engine database = Engines.over(storage, OdbConfiguration.of("odb:memory:"))) {
            database.transact(c -> c.root("count", Counter.class, Counter::new));
            storage.other = database.transact(c -> c.oid(c.root("other", Counter.class, Counter::new)));
            add(database, 5);
            storage.busy = true;
            ToLongFunction<String> end = commit ? database::commitVersion : database::abortVersion;
            long tid = end.applyAsLong("spring");
            storage.busy = false;
            assertThat(database.undoLog(0, 2))
                    .extracting(TransactionInfo::description)
                    .containsExactly("", (commit ? "committed" : "aborted") + " version spring");
            assertThat(database.undoLog(1, 1).get(0).tid()).isEqualTo(tid);
        }
    }

    private static void add(Engine database, int amount) {
        database.transact("spring", c -> {
            c.root("count", Counter.class).add(amount);
            return null;
        });
    }

    private static final class Busy extends ForwardingStorage {
        private boolean busy;
        private long other;

        Busy() {
            super(new MemoryStorage("busy"));
        }

        @Override
        public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
            long tid = super.commit(batch, appended);
            if (busy) {
                Revision same = loadAppended(other);
                Write write = new Write(other, same.serial(), same.record());
                super.commit(new Batch(List.of(write), List.of(), TransactionMetadata.NONE), at -> {});
            }
            return tid;
        }
    }
}
