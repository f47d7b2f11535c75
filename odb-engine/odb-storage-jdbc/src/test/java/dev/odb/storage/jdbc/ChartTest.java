package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Write;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state chart of seed 001, as far as it is not about versions: CONFORMANCE Part 4, rows 1, 2, 6, 7, 12, R5 and R7. */
class ChartTest {
    @TempDir
    Path folder;

    @Test
    void rowsOutsideOfVersions_areThoseOfTheChart() throws Exception {
        try (JdbcStorage storage = Databases.open(Databases.h2(folder), false, InstantSource.system())) {
            long a = commit(storage, write(1, 0, "first"));
            assertRow(a, null, null, null, "c");
            long b = commit(storage, write(1, a, "second"));
            assertRow(a, null, null, null, "h");
            assertRow(b, a, null, a, "c");
            long f = commit(storage, write(1, b, "third"));
            assertRow(f, b, null, b, "c");

            long undone = again(storage, f, "second", b);
            assertRow(f, b, null, b, "h");
            assertRow(undone, a, b, f, "c");
            assertThat(text(storage, 1)).isEqualTo("second");

            long redone = again(storage, undone, "third", f);
            assertRow(redone, b, f, undone, "c");
            assertThat(text(storage, 1)).isEqualTo("third");

            long oneHop = again(storage, redone, "second", undone);
            assertRow(oneHop, a, b, redone, "c");

            long gone = commit(storage, write(1, oneHop, ""));
            assertRow(gone, null, null, oneHop, "c");
            assertThat(text(storage, 1)).isNull();
        }
    }

    private static long again(JdbcStorage storage, long seen, String text, long dataSerial) throws Exception {
        return storage.commit(batch(new Write(1, seen, text.getBytes(UTF_8), dataSerial)), tid -> {});
    }

    private void assertRow(long serial, Long pre, Long dataSerial, Long prevHead, String status) throws Exception {
        try (Connection connection = DriverManager.getConnection(Databases.h2(folder));
                PreparedStatement statement =
                        connection.prepareStatement("SELECT nv, pre, dataserial, prevhead, version,"
                                + " status FROM odb_history WHERE oid = 1 AND serial = ?")) {
            statement.setLong(1, serial);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                List<Object> found = Arrays.asList(
                        row.getObject(1),
                        row.getObject(2),
                        row.getObject(3),
                        row.getObject(4),
                        row.getString(5),
                        row.getString(6).strip());
                assertThat(found).isEqualTo(Arrays.asList(null, pre, dataSerial, prevHead, "", status));
            }
        }
    }
}
