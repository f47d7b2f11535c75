package dev.odb.sample.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** One row for each change of an issue, in the transaction of the change. */
@ApplicationScoped
public class AuditLog {
    private static final int LONGEST_DETAIL = 1_000;

    @Resource(lookup = "java:/jdbc/audit")
    private DataSource dataSource;

    /** Creates the table if there is none; outside a transaction. */
    public void createTable() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS audit (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " issue_key VARCHAR(64) NOT NULL, action VARCHAR(16) NOT NULL, actor VARCHAR(100) NOT NULL,"
                    + " at TIMESTAMP WITH TIME ZONE NOT NULL, detail VARCHAR(1000))");
        } catch (SQLException e) {
            throw new AuditFailedException(e);
        }
    }

    /** Inserts a row. */
    public void write(String issueKey, AuditAction action, String actor, String detail) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO audit (issue_key, action, actor, at, detail) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, issueKey);
            insert.setString(2, action.name());
            insert.setString(3, actor);
            insert.setObject(4, OffsetDateTime.now());
            insert.setString(5, detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AuditFailedException(e);
        }
    }

    /** How many rows there are; outside a transaction it takes part in none. */
    public long count() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM audit")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AuditFailedException(e);
        }
    }
}
