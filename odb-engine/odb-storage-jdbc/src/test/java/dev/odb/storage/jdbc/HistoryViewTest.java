package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Batches;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.VersionRules;
import dev.odb.core.storage.Write;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator sees of the state chart of seed 001, which the conformance suite tests: also {@code status}. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class HistoryViewTest {
    @TempDir
    Path folder;

    @Parameter
    boolean postgres;

    @Test
    void history_showsTheColumnsOfTheChart() throws Exception {
        String url = Databases.jdbc(postgres, folder);
        try (JdbcStorage storage = Databases.open(url, false, InstantSource.system())) {
            long a = commit(storage, write(1, 0, "first"));
            long b = commit(storage, new Write(1, a, "in v".getBytes(UTF_8), 0, new Lineage("v", a, 0)));
            long c = commit(storage, VersionRules.commit(1, storage.fields(1, b), "", "in v".getBytes(UTF_8)));
            long d = commit(storage, Batches.undo(1, c, storage.fields(1, b), "in v".getBytes(UTF_8)));
            assertThat(rows(url))
                    .containsExactly(
                            row(a, null, null, null, null, "", "h", 5),
                            row(b, a, null, null, a, "v", "h", 4),
                            row(c, null, b, b, b, "", "h", 4),
                            row(d, a, null, b, c, "v", "c", 4));
        }
    }

    private static List<Object> row(Object... columns) {
        return Arrays.asList(columns);
    }

    private static List<List<Object>> rows(String url) throws Exception {
        List<List<Object>> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT serial, nv, pre, dataserial, prevhead, version,"
                        + " status, bytes FROM odb_history WHERE oid = 1 ORDER BY serial")) {
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= 8; column++) {
                    Object value = rows.getObject(column);
                    row.add(
                            value instanceof String text
                                    ? text.strip()
                                    : column == 8 ? ((Number) value).intValue() : value);
                }
                found.add(row);
            }
        }
        return found;
    }
}
