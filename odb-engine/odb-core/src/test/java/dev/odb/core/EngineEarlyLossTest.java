package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.replay.ConflictScope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A first attempt that is replayed does not wait for an object that another transaction is about to commit: it would wait
 * only to lose, and then once more. Inside a server each such loss was a warning of the transaction manager with a stack
 * trace, hundreds a second with a crowd on one object.
 */
class EngineEarlyLossTest {
    private static final BranchId HOLDER = new BranchId(7, new byte[] {1}, new byte[] {1});

    private Engine database;
    private long oid;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of("odb:memory:early"));
        oid = database.transact(c -> {
            Person ada = new Person("Ada", 36);
            c.root("team", Team.class, Team::new).byName.put("ada", ada);
            return c.oid(ada);
        });
        Branch holder = begin();
        grow(holder);
        holder.prepare(HOLDER);
    }

    @AfterEach
    void close() {
        if (!database.prepared().isEmpty()) {
            database.rollbackPrepared(HOLDER);
        }
        database.close();
    }

    private Branch begin() {
        return database.begin(new BranchSettings("", () -> true));
    }

    private static Team team(Branch branch) {
        OdbConnection connection = branch.session(Team.class.getClassLoader());
        return connection.root("team", Team.class);
    }

    private static void grow(Branch branch) {
        Person ada = team(branch).byName.get("ada");
        ada.age(ada.age() + 1);
    }

    @Test
    void firstAttempt_losesToWhoIsAboutToCommit() {
        try (ConflictScope scope = ConflictScope.open()) {
            scope.replayed(true);
            Branch branch = begin();
            grow(branch);

            ConflictException lost = catchThrowableOfType(ConflictException.class, branch::detectConflict);

            assertThat(lost).hasMessageStartingWith("ODB-3990: Object " + oid + " of " + Person.class.getName());
            assertThat(lost.lostOids()).containsExactly(oid);
            assertThat(scope.conflict()).isSameAs(lost);
            branch.rollback();
        }
    }

    @Test
    void replayOfIt_waitsForTheHolderAndHasTheObject() {
        try (ConflictScope scope = ConflictScope.open()) {
            scope.replayed(true);
            Branch first = begin();
            grow(first);
            assertThat(catchThrowableOfType(ConflictException.class, first::detectConflict))
                    .isNotNull();
            first.rollback();
            database.commitPrepared(HOLDER);
            scope.begin(2, false, Duration.ofSeconds(30));

            Branch second = begin();
            grow(second);
            second.detectConflict();
            second.commit();
        }
        assertThat(database.<Integer>transact(
                        c -> c.root("team", Team.class).byName.get("ada").age()))
                .isEqualTo(38);
    }

    @Test
    void transactionThatNobodyReplays_isNotLost() {
        Branch outside = begin();
        grow(outside);
        outside.detectConflict();
        outside.rollback();
        try (ConflictScope scope = ConflictScope.open()) {
            scope.replayed(false);
            Branch once = begin();
            grow(once);
            once.detectConflict();
            once.rollback();
        }
    }

    /** It has objects reserved already, and one attempt fewer; so it waits, as the last one does. */
    @Test
    void laterAttempt_isNotLost() {
        try (ConflictScope scope = ConflictScope.open()) {
            scope.begin(2, false, Duration.ofSeconds(30));
            Branch second = begin();
            grow(second);
            second.detectConflict();
            second.rollback();
        }
    }

    @Test
    void objectsThatMerge_areNotLost() {
        database.rollbackPrepared(HOLDER);
        Branch holder = begin();
        team(holder).visits.add(1);
        holder.prepare(HOLDER);
        try (ConflictScope scope = ConflictScope.open()) {
            scope.replayed(true);
            Branch branch = begin();
            team(branch).visits.add(1);
            branch.detectConflict();
            branch.rollback();
        }
    }
}
