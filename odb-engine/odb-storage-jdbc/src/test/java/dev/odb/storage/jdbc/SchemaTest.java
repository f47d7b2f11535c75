package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

    @BeforeEach
    void make() {
        url = Databases.jdbc(postgres, folder);
        JdbcStorage.open(Address.of(url), false, JdbcSettings.DEFAULT).close();
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
