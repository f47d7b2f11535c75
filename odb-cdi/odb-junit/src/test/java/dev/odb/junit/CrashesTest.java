package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.cdi.OdbRoot;
import dev.odb.junit.model.Account;
import dev.odb.junit.model.Bank;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crashes that a test asks for, in one database, in one beside rows, and after one another. */
@OdbTest(classes = Bank.class, files = true)
class CrashesTest extends WithBank {
    @Inject
    private Crashes crashes;

    @Inject
    private TransactionManager manager;

    @Inject
    @OdbRoot("account")
    private Account account;

    @Test
    void oneDatabase_hasTwoPhasesToo() {
        bank.add(1);
        int expected = 1;
        for (CrashPoint point : CrashPoint.values()) {
            crashes.crash(point, () -> bank.add(10));
            expected += survives(point) ? 10 : 0;
            assertThat(balance()).as(point.name()).isEqualTo(expected);
        }
        assertThat(bank.add(100)).isEqualTo(expected + 100);
    }

    @ParameterizedTest
    @EnumSource
    void rowBesideTheObject_sharesItsFate(CrashPoint point) throws Exception {
        JdbcDataSource rows = new JdbcDataSource();
        rows.setUrl("jdbc:h2:mem:crashes-" + point);
        XAConnection connection = rows.getXAConnection();
        try (Connection plain = rows.getConnection();
                Statement statement = plain.createStatement()) {
            statement.execute("create table audit(amount int)");

            crashes.crash(
                    point,
                    () -> transactions.inTransaction(() -> {
                        account.add(10);
                        manager.getTransaction().enlistResource(connection.getXAResource());
                        connection.getConnection().createStatement().execute("insert into audit values (10)");
                    }));

            assertThat(balance()).isEqualTo(survives(point) ? 10 : 0);
            try (ResultSet count = statement.executeQuery("select count(*) from audit")) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(survives(point) ? 1 : 0);
            }
        } finally {
            connection.close();
        }
    }

    @Test
    void callThatFailsBefore_isNotCrashed() {
        IOException mine = new IOException("mine");
        assertThatThrownBy(() -> crashes.crash(
                        CrashPoint.PREPARED,
                        () -> transactions.inTransaction(() -> {
                            account.add(1);
                            throw mine;
                        })))
                .isSameAs(mine);
        assertThat(bank.add(2)).isEqualTo(2);
    }

    @Test
    void crashAndConflict_goTogether(Conflicts conflicts) {
        conflicts.raise(1);
        crashes.crash(CrashPoint.DECIDED, () -> bank.add(10));
        assertThat(conflicts.attempts()).isEqualTo(2);
        assertThat(balance()).isEqualTo(10);
    }

    private int balance() {
        return transactions.<Integer, RuntimeException>inTransaction(account::balance);
    }

    private static boolean survives(CrashPoint point) {
        return point == CrashPoint.DECIDED || point == CrashPoint.COMMITTED;
    }
}
