package dev.odb.tests.crash.inside;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.xa.PGXADataSource;

/** Connections to a relational database without a server. */
final class PlainRows implements Source<Connection> {
    private static final String NAME = "rows";

    private final XADataSource database;
    private final PlainTransactions transactions;
    private final XAConnection recovering;

    private PlainRows(XADataSource database, PlainTransactions transactions) throws SQLException {
        this.database = database;
        this.transactions = transactions;
        recovering = database.getXAConnection();
    }

    static PlainRows at(String url, PlainTransactions transactions) throws SQLException {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            h2.setUser("sa");
            h2.setPassword("sa");
            return new PlainRows(h2, transactions);
        }
        PGXADataSource postgres = new PGXADataSource();
        postgres.setUrl(url);
        return new PlainRows(postgres, transactions);
    }

    XAResource recoverable() throws SQLException {
        return new NamedResource(NAME, recovering.getXAResource());
    }

    @Override
    public Connection open() throws Exception {
        XAConnection connection = database.getXAConnection();
        if (transactions.isActive()) {
            transactions.enlist(NAME, connection.getXAResource(), connection::close);
        }
        return connection.getConnection();
    }

    /** In a transaction that is done when it is over: H2 rolls back what is closed before. */
    @Override
    public void close(Connection connection) throws Exception {
        if (!transactions.isActive()) {
            connection.close();
        }
    }
}
