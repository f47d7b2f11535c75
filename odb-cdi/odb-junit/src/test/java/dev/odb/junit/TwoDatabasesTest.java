package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.cdi.OdbRoot;
import dev.odb.junit.model.Account;
import dev.odb.junit.model.Visitor;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several databases by name in one transaction. */
@OdbTest(
        classes = Visitor.class,
        databases = {"here", "there"})
class TwoDatabasesTest {
    @Inject
    @OdbRoot(value = "account", database = "here")
    private Account here;

    @Inject
    @OdbRoot(value = "account", database = "there")
    private Account there;

    @Inject
    private Transactions transactions;

    @BeforeEach
    void create() {
        transactions.connected("here", c -> c.root("account", Account.class, Account::new));
        transactions.connected("there", c -> c.root("account", Account.class, Account::new));
    }

    private void transfer(int amount) {
        transactions.inTransaction(() -> {
            here.add(-amount);
            there.add(amount);
        });
    }

    @Test
    void transactionOnBoth_losesAndCountsAsOne(Conflicts conflicts) {
        conflicts.raise(1, Account.class);
        assertThatThrownBy(() -> transfer(5)).isInstanceOf(ConflictException.class);
        transfer(7);

        assertThat(conflicts.attempts()).isEqualTo(2);
        transactions.inTransaction(() -> {
            assertThat(here.balance()).isEqualTo(-7);
            assertThat(there.balance()).isEqualTo(7);
        });
    }

    @Test
    void databaseThatIsNotThere_isNamedWithThoseThatAre() {
        assertThatThrownBy(() -> transactions.connected("elsewhere", c -> null)).hasMessageContaining("here, there");
    }
}
