package dev.odb.tests.support;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A table with one row for each key, in H2's XA datasource. */
@ApplicationScoped
public class Rows {
    @Resource(lookup = "java:/jdbc/audit")
    private DataSource source;

    /** An empty table. */
    @Transactional(TxType.NOT_SUPPORTED)
    public void start() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS WRITTEN");
            statement.execute("CREATE TABLE WRITTEN (NAME VARCHAR(100) PRIMARY KEY)");
        }
    }

    /** Inserts a row in the current transaction; fails if there is one of that key. */
    public void insert(String key) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO WRITTEN VALUES (?)")) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }

    /** Changes the row of that key in the current transaction, which then has its lock. */
    public void touch(String key) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE WRITTEN SET NAME = NAME WHERE NAME = ?")) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }

    /** How many rows of that key a new transaction sees. */
    @Transactional(TxType.REQUIRES_NEW)
    public int count(String key) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT COUNT(*) FROM WRITTEN WHERE NAME = ?")) {
            statement.setString(1, key);
            return number(statement);
        }
    }

    /** How many rows a new transaction sees. */
    @Transactional(TxType.REQUIRES_NEW)
    public int total() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM WRITTEN")) {
            return number(statement);
        }
    }

    /** The H2 session of the current transaction. */
    public int session() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT SESSION_ID()")) {
            return number(statement);
        }
    }

    /** Takes a session away, as an administrator does: what it has not committed is lost, and it can do nothing more. */
    @Transactional(TxType.REQUIRES_NEW)
    public void abort(int session) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("CALL ABORT_SESSION(?)")) {
            statement.setInt(1, session);
            statement.execute();
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
