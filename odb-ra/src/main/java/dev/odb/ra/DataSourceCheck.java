package dev.odb.ra;

import dev.odb.OdbException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Refuses a data source whose connections take part in JTA transactions: relational storage commits by itself, also while a
 * transaction of the server prepares, and must not wait for the outcome of that one. A connection tells by what it does in such
 * a transaction: one that takes part must refuse to be committed. So this depends on no server's classes, only on the names
 * under which servers have their transaction manager in JNDI; where none of them is known, nothing is found out.
 */
final class DataSourceCheck {
    private static final Logger LOG = System.getLogger(DataSourceCheck.class.getName());
    private static final String PREFIX = "odb:jdbc:";
    /** WildFly; GlassFish and Payara; TomEE. */
    private static final List<String> TRANSACTION_MANAGERS = List.of(
            "java:jboss/TransactionManager", "java:appserver/TransactionManager", "java:comp/TransactionManager");

    private DataSourceCheck() {}

    /**
     * Looks at the data source that the URL names, if it names one that is there.
     *
     * @throws OdbException if it is a JTA one
     */
    static void requireOwnTransactions(String url) {
        String name = url.startsWith(PREFIX) ? url.substring(PREFIX.length()) : "";
        if (name.isEmpty() || name.startsWith("jdbc:")) {
            return;
        }
        DataSource source = find(DataSource.class, name);
        TransactionManager transactions = TRANSACTION_MANAGERS.stream()
                .map(known -> find(TransactionManager.class, known))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        if (source == null) {
            return; // the storage says so
        }
        if (transactions == null) {
            LOG.log(Level.DEBUG, "No transaction manager is known, so nobody knows what ''{0}'' does with it", name);
            return;
        }
        requireOwnTransactions(name, source, transactions);
    }

    /** In a transaction of its own, unless the thread is in one. */
    static void requireOwnTransactions(String name, DataSource source, TransactionManager transactions) {
        SQLException refused;
        try {
            boolean begins = transactions.getStatus() == Status.STATUS_NO_TRANSACTION;
            if (begins) {
                transactions.begin();
            }
            try {
                refused = refusal(source);
            } finally {
                if (begins) {
                    transactions.rollback();
                }
            }
        } catch (NotSupportedException | SystemException e) {
            throw RaMessages.dataSourceNotChecked(name, e);
        }
        if (refused != null) {
            throw RaMessages.jtaDataSource(name, refused);
        }
    }

    /** How a connection refuses to be committed, or null if it does not. */
    private static SQLException refusal(DataSource source) {
        try (Connection connection = source.getConnection()) {
            try {
                connection.setAutoCommit(false);
                connection.commit();
                connection.setAutoCommit(true);
                return null;
            } catch (SQLException e) {
                // a connection that a pool has kept for too long says nothing about the pool
                return isLost(e) ? null : e;
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "There is no connection to look at; the storage says so, outside of a transaction", e);
            return null;
        }
    }

    private static boolean isLost(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("08");
    }

    private static <T> T find(Class<T> type, String name) {
        try {
            Object found = new InitialContext().lookup(name);
            return type.isInstance(found) ? type.cast(found) : null;
        } catch (NamingException e) {
            LOG.log(Level.TRACE, "Not in JNDI", e);
            return null;
        }
    }
}
