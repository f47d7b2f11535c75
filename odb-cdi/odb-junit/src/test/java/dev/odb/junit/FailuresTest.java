package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.cdi.OdbRoot;
import dev.odb.junit.impl.OdbTestExtension;
import dev.odb.junit.model.Account;
import dev.odb.junit.model.Bank;
import dev.odb.spi.ConnectionFactories;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when something is wrong. */
class FailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LeavesTransaction      | ODB-8902 | LeavesTransaction.test()",
                "LeavesThread           | ODB-8903 | thread 'left behind'",
                "AsksInVain             | ODB-8904 | asked for 2 conflicts on objects of dev.odb.junit.model.Account, and 1 came",
                "AsksForMerging         | ODB-8904 | and 0 came: 0 commits",
                "AsksOutside            | ODB-8905 | outside a transaction",
                "CrashesInMemory        | ODB-8906 | files = true",
                "CrashesInside          | ODB-8907 | begin the transaction",
                "CrashesNothing         | ODB-8908 | DECIDED",
                "AsksForNothing         | ODB-8912 | -1 conflicts",
                "RollsBack              | ODB-8911 | not committed",
                "WantsNoBean            | ODB-8917 | the parameter",
                "HasNoAnnotation        | ODB-8901 | has no @OdbTest",
                "NamesTwice             | ODB-8914 | one twice",
                "RunsAnother            | ODB-8900 | RunsAnother are still open, so those of dev.odb.junit.FailuresTest$RollsBack",
                "HasAMistake            | WELD-001408 | Missing",
            })
    void mistake_isExplained(String name, String code, String part) throws Exception {
        Class<?> testClass = Class.forName(FailuresTest.class.getName() + "$" + name);
        assertThat(Launched.run(testClass).failure()).hasMessageContaining(code).hasMessageContaining(part);
    }

    @AfterEach
    void nothingIsOpen() {
        assertThatThrownBy(() -> ConnectionFactories.get("")).hasMessageContaining("ODB-1003");
    }

    /** The test's own failure comes first. */
    @Test
    void failedTestThatLeavesATransaction_reportsBoth() {
        Throwable failure = Launched.run(FailsInTransaction.class).failure();
        assertThat(failure).hasMessage("mine");
        assertThat(failure.getSuppressed()[0]).hasMessageContaining("ODB-8902");
    }

    @Test
    void leftTransaction_showsWhereItBegan() {
        assertThat(Launched.run(LeavesThread.class).failure().getCause()).hasStackTraceContaining("LeavesThread.work");
    }

    @OdbTest(classes = Bank.class)
    static class LeavesTransaction extends WithBank {
        @Test
        void test(TransactionManager manager, @OdbRoot("account") Account account) throws Exception {
            manager.begin();
            account.add(1);
        }
    }

    @OdbTest(classes = Bank.class)
    static class FailsInTransaction extends WithBank {
        @Test
        void test(TransactionManager manager) throws Exception {
            manager.begin();
            throw new IllegalStateException("mine");
        }
    }

    @OdbTest(classes = Bank.class)
    static class LeavesThread extends WithBank {
        @Inject
        private TransactionManager manager;

        @Inject
        @OdbRoot("account")
        private Account account;

        @Test
        void test() throws Exception {
            Thread thread = new Thread(this::work, "left behind");
            thread.start();
            thread.join();
        }

        private void work() {
            try {
                manager.begin();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            account.add(1);
        }
    }

    @OdbTest(classes = Bank.class)
    static class AsksInVain extends WithBank {
        @Test
        void test(Conflicts conflicts, @OdbRoot("account") Account account) {
            conflicts.raise(2, Account.class);
            try {
                transactions.inTransaction(() -> account.add(1));
            } catch (ConflictException e) {
                assertThat(conflicts.attempts()).isEqualTo(1);
            }
        }
    }

    @OdbTest(classes = Bank.class)
    static class AsksForMerging extends WithBank {
        @Test
        void test(Conflicts conflicts) {
            conflicts.raise(1);
            bank.visit();
        }
    }

    @OdbTest(classes = Bank.class)
    static class AsksOutside extends WithBank {
        @Test
        void test(Conflicts conflicts) {
            conflicts.raiseHere();
        }
    }

    @OdbTest(classes = Bank.class)
    static class AsksForNothing extends WithBank {
        @Test
        void test(Conflicts conflicts) {
            conflicts.raise(-1);
        }
    }

    @OdbTest(classes = Bank.class)
    static class CrashesInMemory extends WithBank {
        @Test
        void test(Crashes crashes) {
            crashes.crash(CrashPoint.PREPARED, () -> bank.add(1));
        }
    }

    @OdbTest(classes = Bank.class, files = true)
    static class CrashesInside extends WithBank {
        @Test
        void test(Crashes crashes) {
            transactions.inTransaction(() -> crashes.crash(CrashPoint.PREPARED, () -> bank.add(1)));
        }
    }

    @OdbTest(classes = Bank.class, files = true)
    static class CrashesNothing extends WithBank {
        @Test
        void test(Crashes crashes) {
            crashes.crash(CrashPoint.DECIDED, () -> bank.told());
        }
    }

    @OdbTest(classes = Bank.class)
    static class RollsBack extends WithBank {
        @Test
        void test(TransactionManager manager) throws Exception {
            transactions.inTransaction(manager::setRollbackOnly);
        }
    }

    @OdbTest(classes = Bank.class)
    static class WantsNoBean extends WithBank {
        @Test
        void test(@Named("nobody") Bank nobody) {
            nobody.visit();
        }
    }

    @ExtendWith(OdbTestExtension.class)
    static class HasNoAnnotation {
        @Test
        void test() {
            ConnectionFactories.get("");
        }
    }

    @OdbTest(
            classes = Bank.class,
            databases = {"a", "a"})
    static class NamesTwice {
        @Test
        void test() {
            ConnectionFactories.get("a");
        }
    }

    @OdbTest(classes = Bank.class)
    static class RunsAnother extends WithBank {
        @Test
        void test() throws Throwable {
            throw Launched.run(RollsBack.class).failure();
        }
    }

    /** What is missing from the deployment. */
    static class Missing {
        static final String NAME = "missing";
    }

    /** A bean that cannot be deployed. */
    static class Needy {
        @Inject
        private Missing missing;

        Missing missing() {
            return missing;
        }
    }

    @OdbTest(classes = Needy.class)
    static class HasAMistake {
        @Test
        void test(Needy needy) {
            assertThat(needy.missing()).isNotNull();
        }
    }
}
