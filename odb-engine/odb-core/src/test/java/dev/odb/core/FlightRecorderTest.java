package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder is told, and that it costs nothing while nobody records. */
class FlightRecorderTest {
    @TempDir
    Path folder;

    private OdbConfiguration configuration;
    private Engine database;

    @BeforeEach
    void open() {
        configuration = OdbConfiguration.of("odb:file:" + folder.resolve("db"));
        database = Engine.open(configuration);
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.members.add(new Person("Ada", 36));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Person ada(OdbConnection connection) {
        return connection.root("team", Team.class).members.get(0);
    }

    private static int grow(OdbConnection connection) {
        ada(connection).age(ada(connection).age() + 1);
        return ada(connection).age();
    }

    /** What one kind of event says of what is done. */
    private List<RecordedEvent> recorded(String event, Runnable work) throws Exception {
        Path file = folder.resolve(event + ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.odb." + event).withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(found -> found.getEventType().getName().equals("dev.odb." + event))
                .filter(found ->
                        found.getString("database").equals(folder.resolve("db").toString()))
                .toList();
    }

    private void reopen() {
        database.close();
        database = Engine.open(configuration);
    }

    @Test
    void load_tellsObjectAndSource() throws Exception {
        reopen();
        long[] oid = {0};
        List<RecordedEvent> loads = recorded("Load", () -> {
            for (int i = 0; i < 2; i++) {
                database.transact(c -> {
                    oid[0] = c.oid(ada(c));
                    return ada(c).age();
                });
            }
        });

        assertThat(loads.stream().filter(load -> load.getLong("oid") == oid[0]))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.getString("className")).isEqualTo(Person.class.getName());
                            assertThat(first.getInt("bytes")).isPositive();
                            assertThat(first.getString("source")).isEqualTo("storage");
                        },
                        second -> assertThat(second.getString("source")).isEqualTo("cache"));
    }

    @Test
    void commit_tellsSizeAndPhases() throws Exception {
        List<RecordedEvent> commits = recorded("Commit", () -> database.transact(FlightRecorderTest::grow));

        assertThat(commits).singleElement().satisfies(commit -> {
            assertThat(commit.getString("phase")).isEqualTo("commit");
            assertThat(commit.getLong("tid"))
                    .isEqualTo(database.undoLog(0, 1).get(0).tid());
            assertThat(commit.getInt("objects")).isEqualTo(1);
            assertThat(commit.getLong("bytes")).isPositive();
            Duration phases = commit.getDuration("locking")
                    .plus(commit.getDuration("appending"))
                    .plus(commit.getDuration("forcing"));
            assertThat(commit.getDuration("forcing")).isPositive();
            assertThat(phases).isLessThan(commit.getDuration().plusMillis(50));
        });
    }

    @Test
    void phasesOfABranch_areToldWithItsName() throws Exception {
        List<RecordedEvent> phases = recorded("Commit", () -> {
            ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
            grow(branch.session(Team.class.getClassLoader()));
            branch.prepare(Batches.branch(1, 1));
            database.commitPrepared(Batches.branch(1, 1));
        });

        assertThat(phases).extracting(event -> event.getString("phase")).containsExactly("prepare", "decision");
        assertThat(phases)
                .extracting(event -> event.getString("branch"))
                .containsOnly(Batches.branch(1, 1).toString());
        assertThat(phases.get(0).getInt("objects")).isEqualTo(1);
        assertThat(phases.get(1).getLong("tid"))
                .isEqualTo(database.undoLog(0, 1).get(0).tid());
    }

    @Test
    void conflict_tellsTheWinnerAndWhatBothChanged() throws Exception {
        long[] oid = {0};
        List<RecordedEvent> conflicts = recorded("Conflict", () -> {
            try (OdbConnection loser = database.connect()) {
                oid[0] = loser.oid(ada(loser));
                ada(loser).age(1);
                database.transact(c -> {
                    c.transaction().user("grace");
                    c.transaction().describe("makes friends");
                    ada(c).friend = new Person("Bob", 3);
                    return null;
                });
                assertThatThrownBy(loser::commit).isInstanceOf(ConflictException.class);
            }
        });

        assertThat(conflicts).singleElement().satisfies(conflict -> {
            assertThat(conflict.getString("code")).isEqualTo("ODB-3001");
            assertThat(conflict.getLong("oid")).isEqualTo(oid[0]);
            assertThat(conflict.getString("className")).isEqualTo(Person.class.getName());
            assertThat(conflict.getLong("serialCommitted")).isEqualTo(conflict.getLong("winner"));
            assertThat(conflict.getLong("serialSeen")).isLessThan(conflict.getLong("serialCommitted"));
            assertThat(conflict.getString("winnerUser")).isEqualTo("grace");
            assertThat(conflict.getString("winnerDescription")).isEqualTo("makes friends");
            assertThat(conflict.getString("changedByWinner")).isEqualTo("friend");
            assertThat(conflict.getString("changedHere")).isEqualTo("age");
        });
    }

    @Test
    void force_tellsWhatItMadeDurable() throws Exception {
        List<RecordedEvent> forces = recorded("Force", () -> database.transact(FlightRecorderTest::grow));

        assertThat(forces).singleElement().satisfies(force -> {
            assertThat(force.getLong("commits")).isEqualTo(1);
            assertThat(force.getLong("bytes")).isPositive();
        });
    }

    @Test
    void pack_tellsPhasesAndWhatIsLeft() throws Exception {
        database.transact(FlightRecorderTest::grow);
        List<RecordedEvent> packs =
                recorded("Pack", () -> database.pack(Instant.now().plusSeconds(1)));

        assertThat(packs).singleElement().satisfies(pack -> {
            assertThat(pack.getBoolean("dryRun")).isFalse();
            assertThat(pack.getLong("revisionsAfter")).isLessThan(pack.getLong("revisionsBefore"));
            assertThat(pack.getLong("objectsAfter")).isPositive();
            assertThat(pack.getLong("bytesBefore")).isPositive();
            assertThat(pack.getDuration("keeping")).isPositive();
        });
    }

    /** What is asked on the way of each load, commit, conflict and pack gives null, and makes no object for that. */
    @Test
    void packThatNobodyRecords_makesNoEvent() {
        assertThat(PackEvent.start()).isNull();
        assertThat(Allocated.by(PackEvent::start)).isZero();
    }
}
