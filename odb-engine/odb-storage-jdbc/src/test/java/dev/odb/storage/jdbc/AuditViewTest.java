package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.PackOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The view odb_audit says what the API says, for which AuditConformance knows what is right. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class AuditViewTest {
    private static final String V = "v";

    @TempDir
    Path folder;

    @Parameter
    boolean postgres;

    private String url;
    private ObjectDatabase database;

    @BeforeEach
    void open() {
        url = Databases.jdbc(postgres, folder);
        database = ObjectDatabase.open("odb:jdbc:" + url);
        change("", c -> c.roots().put("job", new Job("job", 1)));
        change("", c -> c.roots().put("other", new Job("other", 1)));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    /** In the main line and in a version, with commits and aborts of versions and what undoes them. */
    @Test
    void everyOperation_isOfTheKindThatTheApiSays() throws Exception {
        assertKind(Kind.CHANGED, change("", AuditViewTest::work), "job");
        long undone = change("", c -> c.undo(newest()));
        assertKind(Kind.UNDONE, undone, "job");
        assertKind(Kind.UNDONE, change("", c -> c.undo(undone)), "job");

        assertKind(Kind.CHANGED, change(V, c -> c.lock(c.root("other", Job.class))), "other");
        assertKind(Kind.CHANGED, change(V, AuditViewTest::work), "job");
        long again = change(V, AuditViewTest::work);
        assertKind(Kind.CHANGED, again, "job");
        assertKind(Kind.UNDONE, change(V, c -> c.undo(again)), "job");
        long made = change(V, c -> c.roots().put("made", new Job("made", 1)));
        long oid = database.transact(V, c -> c.oid(c.roots().get("made")));
        assertThat(rows("tid = " + made + " AND oid = " + oid)).singleElement().satisfies(row -> assertThat(row)
                .endsWith("created in v"));
        long published = change("", c -> c.commitVersion(V));
        assertKind(Kind.CHANGED, published, "job");
        assertKind(Kind.UNDONE, change("", c -> c.undo(published)), "job");
        long gone = change("", c -> c.abortVersion(V));
        assertKind(Kind.CHANGED, gone, "job");
        assertThat(rows("tid = " + gone + " AND oid = " + oid)).singleElement().satisfies(row -> assertThat(row)
                .endsWith("deleted in "));
        assertKind(Kind.UNDONE, change("", c -> c.undo(gone)), "job");

        // the directory of versions is written anew by an undo and has what came later, too
        String directory = ": " + database.transact(c -> c.oid(c.roots().get("odb.versions"))) + " undone";
        assertThat(rows("TRUE"))
                .isEqualTo(entries().stream()
                        .map(row -> row.replace(directory, directory.replace("undone", "changed")))
                        .toList());
    }

    /** The documentation says so: what is merged is in no column. */
    @Test
    void undoThatIsMerged_isAChange() throws Exception {
        change("", c -> c.roots().put("count", new Counter()));
        long added = change("", c -> c.root("count", Counter.class).add(5));
        change("", c -> c.root("count", Counter.class).add(3));
        long undo = change("", c -> c.undo(added));
        assertThat(entries()).last().satisfies(row -> assertThat(row).contains("undone in"));
        assertThat(rows("tid = " + undo)).singleElement().satisfies(row -> assertThat(row)
                .contains("changed in"));
    }

    /** Of what a pack has left. */
    @Test
    void oldestStateThatIsLeft_isTheCreation() throws Exception {
        change("", AuditViewTest::work);
        long last = change("", AuditViewTest::work);
        database.pack(PackOptions.before(Instant.now().plusSeconds(1)));
        assertKind(Kind.CREATED, last, "job");
        assertThat(rows("TRUE")).isEqualTo(entries());
    }

    private static void work(OdbConnection connection) {
        connection.root("job", Job.class).done("somebody");
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private long change(String version, Consumer<OdbConnection> body) {
        Signed.change(database, version, body);
        return newest();
    }

    private void assertKind(Kind expected, long tid, String root) throws SQLException {
        long oid = database.transact(c -> c.oid(c.roots().get(root)));
        assertThat(rows("tid = " + tid + " AND oid = " + oid)).singleElement().satisfies(row -> assertThat(row)
                .contains(" " + expected.name().toLowerCase(Locale.ROOT) + " in "));
    }

    /** What the API says, in the order of transactions and objects. */
    private List<String> entries() {
        List<String> found = new ArrayList<>();
        try (Stream<AuditEntry> entries = database.audit(AuditQuery.everything())) {
            entries.forEach(entry -> entry.changes().stream()
                    .sorted((one, other) -> Long.compare(one.oid(), other.oid()))
                    .forEach(change -> found.add(text(entry, change))));
        }
        return found;
    }

    private static String text(AuditEntry entry, AuditChange change) {
        return entry.tid() + " " + entry.time() + " by '" + entry.user() + "' '" + entry.description() + "' "
                + entry.otherResources() + ": " + change.oid() + " "
                + change.kind().name().toLowerCase(Locale.ROOT) + " in " + change.version();
    }

    private List<String> rows(String condition) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT tid, committed_at, user_name, description, other_resources,"
                                + " oid, kind, version FROM odb_audit WHERE " + condition + " ORDER BY tid, oid")) {
            while (row.next()) {
                found.add(row.getLong(1) + " "
                        + row.getObject(2, java.time.OffsetDateTime.class).toInstant() + " by '" + row.getString(3)
                        + "' '" + row.getString(4) + "' " + row.getBoolean(5) + ": " + row.getLong(6) + " "
                        + row.getString(7).strip() + " in " + row.getString(8));
            }
        }
        return found;
    }
}
