package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.RevisionInfo;
import dev.odb.TransactionInfo;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User, description and properties of transactions: said by the application, listed, and told to whoever lost. */
class EngineMetadataTest {
    @TempDir
    Path folder;

    private Engine database;
    private long team;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        team = database.transact(c -> c.oid(c.root("team", Team.class, Team::new)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class);
    }

    private TransactionInfo newest() {
        return database.undoLog(0, 1).get(0);
    }

    /** CONFORMANCE 36: the lists have what was said; lines of the description add up, properties replace each other. */
    @Test
    void whatIsSaidOfATransaction_isListed() {
        try (OdbConnection c = database.connect()) {
            team(c).title = "one";
            c.transaction().user("nobody").describe("Renames the team").property("ticket", "1");
            c.transaction().user("/path ada").describe("as agreed").property("ticket", "HHH-7");
            c.commit();
            TransactionInfo listed = newest();
            assertThat(listed.user()).isEqualTo("/path ada");
            assertThat(listed.description()).isEqualTo("Renames the team\nas agreed");
            assertThat(listed.properties()).containsExactly(Map.entry("ticket", "HHH-7"));
            RevisionInfo revision = database.history(team, 1).get(0);
            assertThat(revision.user()).isEqualTo(listed.user());
            assertThat(revision.description()).isEqualTo(listed.description());
            assertThat(revision.properties()).isEqualTo(listed.properties());
            team(c).title = "two";
            c.commit();
            assertThat(newest().description()).as("the next transaction").isEmpty();
            assertThat(newest().properties()).isEmpty();
        }
    }

    @Test
    void whatTheDatabaseKeepsForItself_isMarked() {
        database.setUser(OdbCredentials.of("anna", "secret".toCharArray()));

        assertThat(newest().properties()).containsExactly(Map.entry("odb.bookkeeping", "true"));
        try (OdbConnection c = database.connect()) {
            assertThatThrownBy(() -> c.transaction().property("odb.bookkeeping", "false"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ODB-3965");
        }
    }

    @Test
    void transactAndBranches_storeItToo() {
        database.transact(c -> {
            c.transaction().describe("transact");
            return team(c).title = "one";
        });
        assertThat(newest().description()).isEqualTo("transact");
        Branch branch = database.begin(new BranchSettings("caller", () -> true));
        OdbConnection c = branch.session(Team.class.getClassLoader());
        c.transaction().property("k", "v");
        team(c).title = "two";
        BranchId id = new BranchId(7, new byte[] {1}, new byte[] {2});
        branch.prepare(id);
        database.commitPrepared(id);
        assertThat(newest().user()).isEqualTo("caller");
        assertThat(newest().properties()).containsExactly(Map.entry("k", "v"));
    }

    /** CONFORMANCE 14, 36: nothing is cut off, whatever its length. */
    @Test
    void longTextsAndManyProperties_areKeptInFull() {
        String text = "äß\u0000".repeat(60_000);
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            properties.put("key " + i, "value " + i);
        }
        properties.put(text, text);
        properties.put("", "");
        try (OdbConnection c = database.connect()) {
            team(c).title = "one";
            c.transaction().user(text).describe(text);
            properties.forEach(c.transaction()::property);
            c.commit();
        }
        TransactionInfo listed = newest();
        assertThat(listed.user()).isEqualTo(text);
        assertThat(listed.description()).isEqualTo(text);
        assertThat(listed.properties()).isEqualTo(properties);
    }

    /** CONFORMANCE 35: parts of the list, by first and count. */
    @Test
    void listOfTransactions_isGivenInParts() {
        for (int i = 0; i < 27; i++) {
            String number = "" + i;
            database.transact(c -> {
                c.transaction().describe(number);
                return team(c).title = number;
            });
        }
        assertThat(database.undoLog(0, 20)).hasSize(20);
        assertThat(database.undoLog(0, 1))
                .extracting(TransactionInfo::description)
                .containsExactly("26");
        assertThat(database.undoLog(11, 6))
                .isEqualTo(database.undoLog(0, 100).subList(11, 17))
                .extracting(TransactionInfo::description)
                .containsExactly("15", "14", "13", "12", "11", "10");
        assertThat(database.undoLog(0, 1_000_000)).isEqualTo(database.undoLog(0, 100));
    }

    @Test
    void conflict_tellsWhatIsKnownOfTheWinner() {
        try (OdbConnection c = database.connect()) {
            team(c).title = "mine";
            database.transact(other -> {
                other.transaction().user("ada").describe("came first").property("k", "v");
                return team(other).title = "theirs";
            });
            assertWinner(c, "ada", "came first");
        }
    }

    @Test
    void conflictWithABranchDecidedLate_tellsItToo() {
        Branch branch = database.begin(new BranchSettings("bob", () -> true));
        OdbConnection session = branch.session(Team.class.getClassLoader());
        session.transaction().describe("prepared").property("k", "v");
        team(session).title = "theirs";
        BranchId id = new BranchId(7, new byte[] {1}, new byte[] {2});
        try (OdbConnection c = database.connect()) {
            team(c).title = "mine";
            branch.prepare(id);
            database.commitPrepared(id);
            assertWinner(c, "bob", "prepared");
        }
    }

    private static void assertWinner(OdbConnection c, String user, String description) {
        ConflictException lost = catchThrowableOfType(ConflictException.class, c::commit);
        TransactionInfo winner = lost.winner().orElseThrow();
        assertThat(winner.tid()).isEqualTo(lost.serialCommitted());
        assertThat(winner.user()).isEqualTo(user);
        assertThat(winner.description()).isEqualTo(description);
        assertThat(winner.properties()).containsExactly(Map.entry("k", "v"));
    }

    @Test
    void nothing_isNoText() {
        try (OdbConnection c = database.connect()) {
            assertThatThrownBy(() -> c.transaction().user(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> c.transaction().describe(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> c.transaction().property("k", null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> c.transaction().property(null, "v")).isInstanceOf(NullPointerException.class);
        }
    }
}
