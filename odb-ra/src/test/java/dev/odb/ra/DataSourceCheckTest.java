package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Data sources that take part in JTA transactions, and those that do not. */
class DataSourceCheckTest {
    private final TransactionManager transactions = Narayana.transactionManager();
    private final JdbcDataSource plain = new JdbcDataSource();
    private boolean down;

    DataSourceCheckTest() {
        plain.setURL("jdbc:h2:mem:check");
    }

    @Test
    void ownTransactions_areAccepted() throws Exception {
        check(plain);
        assertThat(transactions.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void jtaTransactions_areRefusedWithNameAndRemedy() throws Exception {
        assertThatThrownBy(() -> check(jta()))
                .isInstanceOf(OdbException.class)
                .hasMessageContainingAll(
                        "ODB-5130", "'java:/test'", "jta=false", "not allowed in a managed transaction");
        assertThat(transactions.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    /** A server may make the factory when an application asks for it first. */
    @Test
    void threadInATransaction_isCheckedInThatAndStaysInIt() throws Exception {
        transactions.begin();
        try {
            assertThatThrownBy(() -> check(jta())).hasMessageContaining("ODB-5130");
            check(plain);
            assertThat(transactions.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
        } finally {
            transactions.rollback();
        }
    }

    @Test
    void databaseThatIsDown_isTheStoragesMatter() {
        down = true;
        assertThatCode(() -> check(jta())).doesNotThrowAnyException();
    }

    @Test
    void otherUrls_areNotLookedAt() {
        assertThatCode(() -> {
                    DataSourceCheck.requireOwnTransactions("odb:memory:x");
                    DataSourceCheck.requireOwnTransactions("odb:jdbc:jdbc:h2:mem:x");
                    DataSourceCheck.requireOwnTransactions("odb:jdbc:java:/nowhere");
                })
                .doesNotThrowAnyException();
    }

    private void check(DataSource source) {
        DataSourceCheck.requireOwnTransactions("java:/test", source, transactions);
    }

    /** As JDBC demands of connections in a distributed transaction. */
    private DataSource jta() {
        return around(DataSource.class, plain);
    }

    private <T> T around(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (down) {
                        throw new SQLException("it is down");
                    }
                    boolean managed = transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
                    if (method.getName().equals("commit") && managed) {
                        throw new SQLException("not allowed in a managed transaction");
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof Connection connection ? around(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
