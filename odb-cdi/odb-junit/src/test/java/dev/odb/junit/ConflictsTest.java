package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.TransactionInfo;
import dev.odb.cdi.OdbRoot;
import dev.odb.junit.model.Account;
import dev.odb.junit.model.Bank;
import dev.odb.junit.model.Sheet;
import dev.odb.spi.ConnectionFactories;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Conflicts that a test asks for. */
@OdbTest(classes = Bank.class)
class ConflictsTest extends WithBank {
    @Inject
    private Conflicts conflicts;

    @Inject
    @OdbRoot("account")
    private Account account;

    /** The other one's commit is in the history, and has changed nothing. */
    @Test
    void conflict_comesByACommitOfAnother() {
        conflicts.raise(1);
        assertThat(bank.add(5)).isEqualTo(5);
        assertThat(conflicts.attempts()).isEqualTo(2);
        assertThat(ConnectionFactories.get("odb").administration().undoLog(0, 2))
                .extracting(TransactionInfo::description)
                .containsExactly("", "a conflict that a test has asked for");
    }

    @Test
    void transactionOfTheTest_isNotReplayed() {
        conflicts.raise(1);
        assertThatThrownBy(() -> transactions.inTransaction(() -> account.add(5)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(Account.class.getName());
        assertThat(bank.add(0)).isZero();
    }

    @Test
    void otherObjects_doNotLose() {
        transactions.connected(c -> c.roots().put("other", new Account()));
        conflicts.raise(1, Account.class, one -> one.balance() == 7);
        bank.add(5);
        assertThat(conflicts.attempts()).isZero();
        bank.add(2);
        assertThat(conflicts.attempts()).isEqualTo(2);
    }

    @Test
    void root_losesItself() {
        transactions.connected(c -> c.roots().put("other", new Account()));
        conflicts.raiseOnRoot(1, "account");
        transactions.connected(c -> {
            c.root("other", Account.class).add(1);
            return null;
        });
        assertThat(conflicts.attempts()).isZero();
        bank.add(5);
        assertThat(conflicts.attempts()).isEqualTo(2);
    }

    @Test
    void thisTransaction_losesAndNoOther() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    conflicts.raiseHere();
                    transactions.inTransaction(() -> {
                        assertThat(account.visits().get()).isZero();
                    });
                    account.add(1);
                }))
                .isInstanceOf(ConflictException.class);
        assertThat(bank.add(5)).isEqualTo(5);
        assertThat(conflicts.attempts()).isEqualTo(1);
    }

    @Test
    void twoWishes_areMetOneAfterTheOther() {
        conflicts.raise(1, Account.class);
        conflicts.raise(1);
        assertThat(bank.add(5)).isEqualTo(5);
        assertThat(conflicts.attempts()).isEqualTo(3);
    }

    @Test
    void arrayChangedInPlace_losesToo() {
        transactions.connected(c -> c.roots().put("sheet", new Sheet()));
        conflicts.raise(1);
        assertThatThrownBy(() ->
                        transactions.connected(c -> c.root("sheet", Sheet.class).cells()[0]++))
                .isInstanceOf(ConflictException.class);
    }
}
