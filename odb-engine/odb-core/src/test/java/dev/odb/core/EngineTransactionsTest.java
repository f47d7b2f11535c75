package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NoTransactionException;
import dev.odb.ObjectRevision;
import dev.odb.OdbConfiguration;
import dev.odb.StoredTransaction;
import dev.odb.TransactionInfo;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iteration over the transactions of a database. */
class EngineTransactionsTest {
    @TempDir
    Path folder;

    private Engine database;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "made");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void title(String title) {
        database.transact(c -> c.root("team", Team.class).title = title);
    }

    private List<Long> tids(long first, long last) {
        try (Stream<StoredTransaction> found = database.transactions(first, last)) {
            return found.map(next -> next.info().tid()).toList();
        }
    }

    /** CONFORMANCE 22: oldest first, both ends inclusive, reversed is empty. */
    @Test
    void transactions_bothEndsInclusive_oldestFirst() {
        title("one");
        title("two");
        List<Long> all = new ArrayList<>(
                database.undoLog(0, 100).stream().map(TransactionInfo::tid).toList());
        Collections.reverse(all);
        assertThat(all).hasSize(5);
        assertThat(tids(0, Long.MAX_VALUE)).isEqualTo(all);
        assertThat(tids(all.get(1), all.get(3))).isEqualTo(all.subList(1, 4));
        assertThat(tids(all.get(1) + 1, all.get(3) - 1)).isEqualTo(all.subList(2, 3));
        assertThat(tids(all.get(2), all.get(2))).containsExactly(all.get(2));
        assertThat(tids(all.get(3), all.get(1))).isEmpty();
        assertThat(tids(all.get(4) + 1, Long.MAX_VALUE)).isEmpty();
    }

    /** What was written, by class, and readable more than once. */
    @Test
    void revisions_nameWhatWasWritten() {
        database.transact(c -> c.root("team", Team.class).anything = new Person("Ann", 7));
        TransactionInfo newest = database.undoLog(0, 1).get(0);
        long teamOid = database.transact(c -> c.oid(c.root("team", Team.class)));
        StoredTransaction found;
        try (Stream<StoredTransaction> all = database.transactions(newest.tid(), newest.tid())) {
            found = all.findFirst().orElseThrow();
        }
        assertThat(found.info()).isEqualTo(newest);
        for (int round = 0; round < 2; round++) {
            assertThat(found.revisions())
                    .extracting(ObjectRevision::className)
                    .containsExactlyInAnyOrder(Team.class.getName(), Person.class.getName());
        }
        ObjectRevision team = found.revisions().get(0);
        assertThat(team.oid()).isEqualTo(teamOid);
        assertThat(team.before())
                .isEqualTo(database.history(teamOid, 2).get(1).tid())
                .isPositive();
        assertThat(team.size()).isEqualTo(database.history(teamOid, 1).get(0).size());
        assertThat(found.revisions().get(1).before()).isZero();
    }

    /** CONFORMANCE 23: a commit during the iteration is not seen. */
    @Test
    void commitWhileIterating_isNotSeen() {
        int before = tids(0, Long.MAX_VALUE).size();
        try (Stream<StoredTransaction> running = database.transactions(0, Long.MAX_VALUE)) {
            Iterator<StoredTransaction> iterator = running.iterator();
            iterator.next();
            title("later");
            int count = 1;
            while (iterator.hasNext()) {
                iterator.next();
                count++;
            }
            assertThat(count).isEqualTo(before);
        }
    }

    /** CONFORMANCE 24: prepared is not committed. */
    @Test
    void preparedBranch_isNotReported() {
        List<Long> before = tids(0, Long.MAX_VALUE);
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(getClass().getClassLoader()).root("team", Team.class).title = "prepared";
        assertThat(branch.prepare(Batches.branch(1, 1))).isEqualTo(Branch.Vote.PREPARED);
        assertThat(tids(0, Long.MAX_VALUE)).isEqualTo(before);
        database.commitPrepared(Batches.branch(1, 1));
        assertThat(tids(0, Long.MAX_VALUE)).hasSize(before.size() + 1);
    }

    @Test
    void closedDatabase_givesNothing() {
        database.close();
        assertThatThrownBy(() -> database.transactions(0, 1)).isInstanceOf(NoTransactionException.class);
    }
}
