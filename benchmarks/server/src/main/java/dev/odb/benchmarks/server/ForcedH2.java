package dev.odb.benchmarks.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.h2.Driver;

/** H2 writes at a commit but does not force; this connection to the same database, beside all transactions, does. */
public final class ForcedH2 implements AutoCloseable {
    private final Connection connection;
    private final Statement statement;

    public ForcedH2(String url) throws SQLException {
        Properties signOn = new Properties();
        signOn.setProperty("user", "sa");
        signOn.setProperty("password", "sa");
        connection = Driver.load().connect(url, signOn);
        statement = connection.createStatement();
    }

    public void force() throws SQLException {
        statement.execute("CHECKPOINT SYNC");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
