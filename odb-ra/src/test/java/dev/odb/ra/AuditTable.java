package dev.odb.ra;

import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;

/** The second resource: a table in H2 that takes part through its XADataSource. */
final class AuditTable implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final JdbcDataSource source = new JdbcDataSource();
    private final Connection plain;
    private final XAConnection shared;

    AuditTable() throws SQLException {
        source.setURL("jdbc:h2:mem:audit-" + NEXT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        plain = source.getConnection();
        try (Statement statement = plain.createStatement()) {
            statement.execute("CREATE TABLE audit (id INT PRIMARY KEY)");
        }
        shared = source.getXAConnection();
    }

    /** Inserts a row in the thread's transaction. */
    void insert(TransactionManager transactions, int id) throws Exception {
        transactions.getTransaction().enlistResource(shared.getXAResource());
        // closed by the next one: H2 rolls back when a connection is closed before its transaction ends
        Connection connection = shared.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO audit VALUES (" + id + ")");
        }
    }

    int rows() throws SQLException {
        try (Statement statement = plain.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM audit")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        shared.close();
        plain.close();
    }
}
