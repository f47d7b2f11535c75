package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.ReadCheck;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Locks and reads the newest serials of the objects that batches write or verify. */
final class Heads {
    static final int AT_ONCE = 10_000;
    static final String LOCK = lock("oid = ANY(?)");

    private Heads() {}

    /** A statement that locks those for which the condition holds, in the order of oids. */
    static String lock(String condition) {
        return "SELECT oid, serial FROM odb_object WHERE " + condition + " ORDER BY oid FOR UPDATE";
    }

    /** In the order of oids, so that no two transactions wait for each other; those that are not there are new. */
    static Map<Long, Long> lock(Connection connection, Collection<Batch> batches) throws SQLException {
        long[] oids = oids(batches);
        Map<Long, Long> serials = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            for (int from = 0; from < oids.length; from += AT_ONCE) {
                Array some = Dialect.array(connection, oids, from, Math.min(oids.length, from + AT_ONCE));
                statement.setArray(1, some);
                try (ResultSet rows = statement.executeQuery()) {
                    read(rows, serials);
                }
                some.free();
            }
        }
        return serials;
    }

    /** The parameter of {@link #LOCK}. */
    static Message.Values array(long[] oids) {
        return new Message.Values("bigint", Arrays.stream(oids).boxed().toArray(Long[]::new));
    }

    /** What {@link #LOCK} gave. */
    static void read(ResultSet rows, Map<Long, Long> serials) throws SQLException {
        while (rows.next()) {
            serials.put(rows.getLong(1), rows.getLong(2));
        }
    }

    /** What they write or verify, in order. */
    static long[] oids(Collection<Batch> batches) {
        return batches.stream()
                .flatMapToLong(batch -> LongStream.concat(
                        LongStream.of(batch.writes().oids()),
                        batch.checks().stream().mapToLong(ReadCheck::oid)))
                .sorted()
                .distinct()
                .toArray();
    }
}
