package dev.odb.benchmarks.server;

import dev.odb.benchmarks.IssueText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Statements on the H2 database, on the rows that Hibernate has stored. */
final class JdbcParticipant implements Keeper {
    private static final String ISSUE =
            "select i.title, i.body, a.name from IssueRow i join AuthorRow a on a.id = i.author_id where i.id = ?";
    private static final String COMMENTS = "select text from CommentRow where issue_id = ?";
    private static final String WRITE = "update IssueRow set status = ? where id = ?";
    private static final String STATUS = "select status from IssueRow where id = ?";

    private final DataSource source;
    private final ForcedH2 h2;

    JdbcParticipant(DataSource source, ForcedH2 h2) {
        this.source = source;
        this.h2 = h2;
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public void load(List<IssueText> issues) {
        // Hibernate's are taken
    }

    @Override
    public void untouched() throws SQLException {
        source.getConnection().close();
    }

    @Override
    public long read(int issue) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return issue(connection, issue) + comments(connection, issue);
        }
    }

    private static long issue(Connection connection, int issue) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ISSUE)) {
            statement.setInt(1, issue);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return IssueText.checksum(row.getString(1), row.getString(2), row.getString(3));
            }
        }
    }

    private static long comments(Connection connection, int issue) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COMMENTS)) {
            statement.setInt(1, issue);
            long sum = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sum += IssueText.checksum(rows.getString(1));
                }
            }
            return sum;
        }
    }

    @Override
    public void write(int issue, int status) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setInt(1, status);
            statement.setInt(2, issue);
            statement.executeUpdate();
        }
    }

    @Override
    public int status(int issue) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(STATUS)) {
            statement.setInt(1, issue);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Override
    public void force() throws SQLException {
        h2.force();
    }
}
