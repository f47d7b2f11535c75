package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.cdi.OdbRoot;
import dev.odb.junit.model.Account;
import dev.odb.junit.model.Bank;
import dev.odb.junit.model.Visitor;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tests can inject, and where. */
@OdbTest(classes = {Bank.class, Visitor.class})
class InjectionTest extends WithBank {
    @Inject
    private Visitor visitor;

    @Inject
    @OdbRoot("account")
    private Account account;

    @Test
    void fieldsAlsoInherited_areInjected() {
        bank.add(5);
        assertThat(transactions.<Integer, RuntimeException>inTransaction(account::balance))
                .isEqualTo(5);
    }

    @Test
    void parameters_areBeansRootsAndServices(
            Bank other,
            @OdbRoot("account") Account root,
            Transactions own,
            Conflicts conflicts,
            Crashes crashes,
            UserTransaction user,
            TransactionManager manager,
            TestInfo info) {
        other.add(7);
        assertThat(own.<Integer, RuntimeException>inTransaction(root::balance)).isEqualTo(7);
        assertThat(conflicts.attempts()).isZero();
        assertThat(crashes).isNotNull();
        assertThat(user).isNotNull();
        assertThat(manager).isNotNull();
        assertThat(info.getDisplayName()).contains("parameters");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void argumentsOfOthers_areLeftToThem(int amount, Bank other) {
        assertThat(other.add(amount)).isEqualTo(amount);
    }

    @RepeatedTest(2)
    void requestScope_isNewInEachTest() {
        assertThat(visitor.name()).isEqualTo("nobody");
        visitor.name("somebody");
        assertThat(visitor.name()).isEqualTo("somebody");
    }

    @Test
    void userTransaction_isThatOfTheThread(UserTransaction user) throws Exception {
        user.begin();
        account.add(1);
        user.rollback();
        assertThat(user.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(bank.add(0)).isZero();
    }

    /** Weld SE alone would call them at once, for attempts that lose, too. */
    @Test
    void transactionalObserver_isCalledOnceForTheAttemptThatCommitted(Conflicts conflicts) {
        conflicts.raise(1);
        bank.add(5);
        assertThat(conflicts.attempts()).isEqualTo(2);
        assertThat(bank.told()).containsExactly(5);
    }

    @Test
    void suspendedTransaction_doesNotShowInAnother() {
        transactions.inTransaction(() -> {
            account.add(5);
            assertThat(transactions.<Integer, RuntimeException>inTransaction(account::balance))
                    .isZero();
            assertThat(account.balance()).isEqualTo(5);
        });
        assertThat(bank.add(0)).isEqualTo(5);
    }

    @Nested
    class InANestedClass {
        @Inject
        private Instance<Bank> banks;

        @BeforeEach
        void begin(Bank other) {
            other.add(1);
        }

        @Test
        void bothInstances_areInjected(@OdbRoot("account") Account root) {
            assertThat(banks.get().add(1)).isEqualTo(2);
            assertThat(bank.add(1)).isEqualTo(3);
            transactions.inTransaction(() -> assertThat(root.balance()).isEqualTo(3));
        }
    }
}
