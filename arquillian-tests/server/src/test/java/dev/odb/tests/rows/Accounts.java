package dev.odb.tests.rows;

import dev.odb.cdi.RetryOnConflict;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import javax.sql.XAConnection;
import org.postgresql.xa.PGXADataSource;

/** A bean with rows of PostgreSQL in its transactions. */
@Singleton
public class Accounts {
    private final PGXADataSource database = new PGXADataSource();

    @Inject
    private TransactionManager transactions;

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Body {
        void run(Statement statement) throws Exception;
    }

    void use(String url) {
        database.setUrl(url);
    }

    @RetryOnConflict(on = SQLTransactionRollbackException.class)
    @Transactional(rollbackOn = Exception.class)
    public void replayed(Body body) throws Exception {
        inTransaction(body);
    }

    @RetryOnConflict
    @Transactional(rollbackOn = Exception.class)
    public void notDeclared(Body body) throws Exception {
        inTransaction(body);
    }

    /** Only for a statement that needs no transaction. */
    void alone(String sql) throws SQLException {
        XAConnection xa = database.getXAConnection();
        try (Connection connection = xa.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } finally {
            xa.close();
        }
    }

    /** In a serializable transaction of its own, without JTA. */
    void beside(Body body) throws Exception {
        XAConnection xa = database.getXAConnection();
        try (Connection connection = xa.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            body.run(statement);
            connection.commit();
        } finally {
            xa.close();
        }
    }

    static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void inTransaction(Body body) throws Exception {
        XAConnection xa = database.getXAConnection();
        transactions.getTransaction().enlistResource(xa.getXAResource());
        transactions.getTransaction().registerSynchronization(new Closing(xa));
        Connection connection = xa.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            body.run(statement);
        }
    }

    private record Closing(XAConnection connection) implements Synchronization {
        @Override
        public void beforeCompletion() {
            // only the end matters
        }

        @Override
        public void afterCompletion(int status) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
