package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseHealth;
import dev.odb.OdbConfiguration;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health of a database in each of its states, and what is logged when it opens and closes. */
class EngineHealthTest {
    private static final BranchId BRANCH = Batches.branch(1, 1);
    private static final FileSettings SETTINGS = new FileSettings(8192, 256, 600, InstantSource.system());

    @TempDir
    Path folder;

    private OdbConfiguration configuration() {
        return OdbConfiguration.of("odb:file:" + folder.resolve("db"));
    }

    private static void change(ManagedDatabase database) {
        database.transact(c -> {
            c.root("team", Team.class, Team::new).title += "x";
            return null;
        });
    }

    private static void prepare(ManagedDatabase database) {
        change(database);
        Branch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(Team.class.getClassLoader()).root("team", Team.class).title = "prepared";
        branch.prepare(BRANCH);
    }

    @Test
    void openDatabase_isUpAndKnowsTheRoom() {
        try (Engine database = Engine.open(configuration())) {
            DatabaseHealth health = database.health();
            assertThat(health.isUp()).isTrue();
            assertThat(health.open()).isTrue();
            assertThat(health.acceptingWrites()).isTrue();
            assertThat(health.failure()).isEmpty();
            assertThat(health.branchesInDoubt()).isZero();
            assertThat(health.oldestInDoubt()).isNull();
            assertThat(health.bytesLeft()).isPositive();
        }
    }

    @Test
    void memoryDatabase_knowsNoRoom() {
        try (Engine database = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()))) {
            assertThat(database.health()).isEqualTo(new DatabaseHealth(true, false, true, "", 0, null, -1, ""));
        }
    }

    @Test
    void closedDatabase_isDown() {
        Engine database = Engine.open(configuration());
        database.close();
        assertThat(database.health()).isEqualTo(DatabaseHealth.closed(false));
        assertThat(database.health().isUp()).isFalse();
    }

    @Test
    void readOnlyDatabase_isUpAndTakesNoWrites() {
        Engine.open(configuration()).close();
        try (Engine database = Engine.open(configuration().withReadOnly(true))) {
            assertThat(database.health().isUp()).isTrue();
            assertThat(database.health().acceptingWrites()).isFalse();
            assertThat(database.health().readOnly()).isTrue();
        }
    }

    @Test
    void failedForce_isDownUntilItIsOpenedAgain() throws Exception {
        FaultyDisk disk = new FaultyDisk(folder);
        try (Engine database = Engine.open(configuration(), disk.openStorage(SETTINGS))) {
            // what takes new oids would fail for them, before anything is in doubt
            change(database);
            disk.failForces(true);
            assertThatThrownBy(() -> change(database)).isInstanceOf(UnknownOutcomeException.class);
            assertThat(database.health().isUp()).isFalse();
            assertThat(database.health().open()).isTrue();
            assertThat(database.health().acceptingWrites()).isFalse();
            assertThat(database.health().failure()).isNotEmpty();
            assertThat(database.statistics().transactions().unknown()).isEqualTo(1);
            disk.failForces(false);
        }
        try (Engine again = Engine.open(configuration(), disk.openStorage(SETTINGS))) {
            assertThat(again.health().isUp()).isTrue();
        }
    }

    @Test
    void branchInDoubt_isCountedAndLoggedAtTheNextOpening() {
        Instant before = Instant.now().minusSeconds(1);
        try (Engine database = Engine.open(configuration())) {
            prepare(database);
        }
        try (CapturedLog log = new CapturedLog(Engine.class.getName())) {
            try (Engine database = Engine.openReported(configuration())) {
                assertThat(database.health().branchesInDoubt()).isEqualTo(1);
                assertThat(database.health().oldestInDoubt()).isAfter(before);
                assertThat(database.health().isUp()).isTrue();
                database.commitPrepared(BRANCH);
                assertThat(database.health().branchesInDoubt()).isZero();
                assertThat(database.statistics().transactions().committed()).isEqualTo(1);
            }
            assertThat(log.messages())
                    .satisfiesExactly(
                            opened -> assertThat(opened).startsWith("ODB-3910").contains("newest transaction"),
                            inDoubt ->
                                    assertThat(inDoubt).startsWith("ODB-3911").contains("1 branches"),
                            closed -> assertThat(closed).startsWith("ODB-3912").contains("1 transactions committed"));
            assertThat(log.levels()).containsOnly(Level.INFO);
        }
    }

    @Test
    void openingInAProgramOfItsOwn_isNotLogged() {
        try (CapturedLog log = new CapturedLog(Engine.class.getName())) {
            Engine.open(configuration()).close();
            assertThat(log.messages()).isEmpty();
        }
    }
}
