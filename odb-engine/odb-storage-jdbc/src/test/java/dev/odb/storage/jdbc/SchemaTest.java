package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Blob;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.storage.BranchId;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables say of themselves, and what docs/reference/schema.md says of them. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class SchemaTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "schema.md");

    @TempDir
    Path folder;

    @Parameter
    boolean postgres;

    private String url;
    private Engine database;

    @BeforeEach
    void open() {
        url = Databases.jdbc(postgres, folder);
        database = Engine.open(OdbConfiguration.of("odb:jdbc:" + url));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    /** H2 keeps none of a view's columns. */
    @Test
    void everyTableColumnAndView_hasACommentInTheDatabase() throws Exception {
        Map<String, String> comments = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData database = connection.getMetaData();
            for (String table : tables(database, "TABLE", "BASE TABLE", "VIEW")) {
                try (ResultSet row = database.getTables(null, connection.getSchema(), table, null)) {
                    row.next();
                    comments.put(table, row.getString("REMARKS"));
                }
            }
            for (String table : tables(database, "TABLE", "BASE TABLE")) {
                try (ResultSet columns = database.getColumns(null, connection.getSchema(), table, "%")) {
                    while (columns.next()) {
                        comments.put(table + "." + columns.getString("COLUMN_NAME"), columns.getString("REMARKS"));
                    }
                }
            }
        }
        assertThat(comments).hasSizeGreaterThan(100);
        assertThat(comments)
                .allSatisfy((what, comment) -> assertThat(comment).as(what).isNotBlank());
    }

    /** Each table in a row with its columns; the views and their columns anywhere. */
    @Test
    void page_namesEveryTableAndColumn() throws Exception {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        List<String> missing = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData database = connection.getMetaData();
            for (String table : tables(database, "TABLE", "BASE TABLE", "VIEW")) {
                String name = table.toLowerCase(Locale.ROOT);
                String place = page.lines()
                        .filter(line -> line.startsWith("| `" + name + "` |"))
                        .findFirst()
                        .orElse(page);
                List<String> names = new ArrayList<>(List.of(name));
                try (ResultSet columns = database.getColumns(null, connection.getSchema(), table, "%")) {
                    while (columns.next()) {
                        names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
                names.stream()
                        .filter(each -> !place.contains("`" + each + "`"))
                        .forEach(each -> missing.add(name + "." + each));
            }
        }
        assertThat(missing).isEmpty();
    }

    /** There is something of everything that is asked for. */
    @Test
    void everyQueryOfThePage_findsSomething() throws Exception {
        List<String> queries = Pattern.compile("(?s)```sql\n(.*?)```")
                .matcher(Files.readString(PAGE, StandardCharsets.UTF_8))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(20);
        fill();
        try (TaskConsumer consumer = database.taskConsumer("jobs");
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(consumer.claim(Duration.ofMinutes(1))).isNotNull();
            for (String query : queries) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    assertThat(rows.next()).as(query).isTrue();
                }
            }
        }
    }

    private void fill() throws Exception {
        change("", c -> c.roots().put("job", new Job("job", 1)));
        change("", c -> c.root("job", Job.class).done("anna"));
        change("", c -> c.undo(database.undoLog(0, 1).get(0).tid()));
        change("", c -> c.root("blob", Blob.class, Blob::new));
        database.transact(c -> {
            try (OutputStream out = c.root("blob", Blob.class).write()) {
                out.write(1);
            }
            return c.queue("jobs").send(new Job("task", 1));
        });
        change("winter", c -> c.roots().put("made", new Job("made", 1)));
        database.abortVersion("winter");
        change("spring", c -> c.root("job", Job.class).done("spring"));
        change("spring", c -> c.lock(c.root("blob", Blob.class)));
        for (int i = 0; i < 2; i++) {
            BranchId id = new BranchId(7, new byte[] {1}, new byte[] {(byte) i});
            Branch branch = database.begin(new BranchSettings("", () -> true));
            branch.session(Job.class.getClassLoader()).roots().put("root" + i, new Job("job", 1));
            branch.prepare(id);
            if (i == 0) {
                database.commitBranch(id.toString());
            }
        }
    }

    private void change(String version, Consumer<OdbConnection> body) {
        Signed.change(database, version, body);
    }

    /** Ours, of these types. */
    private static List<String> tables(DatabaseMetaData database, String... types) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = database.getTables(null, database.getConnection().getSchema(), "%", types)) {
            while (rows.next()) {
                found.add(rows.getString("TABLE_NAME"));
            }
        }
        found.removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith("odb_"));
        return found;
    }
}
