package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.junit.model.Bank;
import dev.odb.spi.ConnectionFactories;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** How long databases and beans live. */
class LifecycleTest {
    private static final List<Integer> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void nothingIsOpen() {
        assertThatThrownBy(() -> ConnectionFactories.get("")).hasMessageContaining("ODB-1003");
    }

    @Test
    void eachTest_hasItsOwn() {
        assertThat(Launched.run(PerMethod.class).failures()).isEmpty();
        assertThat(SEEN).containsExactly(1, 1);
    }

    @Test
    void testsOfOneInstance_share() {
        assertThat(Launched.run(PerClass.class).failures()).isEmpty();
        assertThat(SEEN).containsExactly(1, 2, 3, 4);
    }

    @Test
    void instanceNestedInOnesOfEachTest_hasItsOwn() {
        assertThat(Launched.run(SharedWithin.class).failures()).isEmpty();
        assertThat(SEEN).containsExactlyInAnyOrder(1, 1, 2);
    }

    /** Without the lock of the annotation they would meet, which is an error (ODB-8900). */
    @Test
    void classesInParallel_takeTurns() {
        Map<String, String> parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        Launched results = Launched.run(parallel, PerMethod.class, Other.class, PerClass.class);
        assertThat(results.failures()).isEmpty();
        assertThat(results.passed()).hasSize(6);
        assertThat(Turns.MOST).hasValue(1);
    }

    /** How many tests run at a time. */
    static final class Turns {
        private static final AtomicInteger NOW = new AtomicInteger();
        private static final AtomicInteger MOST = new AtomicInteger();

        private Turns() {}

        static void add(Bank bank) {
            MOST.accumulateAndGet(NOW.incrementAndGet(), Math::max);
            synchronized (SEEN) {
                SEEN.add(bank.add(1));
            }
            NOW.decrementAndGet();
        }
    }

    @OdbTest(classes = Bank.class)
    static class PerMethod extends WithBank {
        @Test
        void first() {
            Turns.add(bank);
        }

        @Test
        void second() {
            Turns.add(bank);
        }
    }

    @OdbTest(classes = Bank.class)
    static class Other extends WithBank {
        @Test
        void only() {
            Turns.add(bank);
        }
    }

    @OdbTest(classes = Bank.class)
    @TestInstance(Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class PerClass extends WithBank {
        @BeforeAll
        void injectedAlready(Bank other) {
            create();
            Turns.add(other);
        }

        @Test
        void first() {
            Turns.add(bank);
        }

        @Test
        void second() {
            Turns.add(bank);
        }

        @Nested
        class Inner {
            @Inject
            private Bank same;

            @Test
            void third() {
                Turns.add(same);
            }
        }
    }

    @OdbTest(classes = Bank.class)
    static class SharedWithin extends WithBank {
        @Test
        void alone() {
            Turns.add(bank);
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {
            @Test
            void first() {
                Turns.add(bank);
            }

            @Test
            void second() {
                Turns.add(bank);
            }
        }
    }
}
