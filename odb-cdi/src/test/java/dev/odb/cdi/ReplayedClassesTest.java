package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.replay.ConflictScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the annotation may stand, and what rollbackOn and dontRollbackOn do to it. */
class ReplayedClassesTest {
    private static final List<String> CALLS = new ArrayList<>();

    private SeContainer container;

    @BeforeEach
    void start() {
        CALLS.clear();
        container = Weld.start(
                OnClass.class, ByStereotype.class, Heir.class, Typed.class, Rules.class, Giving.class, Outer.class);
    }

    @AfterEach
    void stop() {
        container.close();
    }

    @Test
    void annotationOnTheClass_goesForAllMethodsAndThoseOnMethodsGoBefore() {
        OnClass bean = container.select(OnClass.class).get();

        assertThat(catchThrowable(bean::byClass)).hasMessageContaining("Gave up after 2 attempts");
        assertThat(catchThrowable(bean::byMethod)).hasMessageContaining("Gave up after 3 attempts");
        assertThat(CALLS).containsExactly("byClass 1", "byClass 2", "byMethod 1", "byMethod 2", "byMethod 3");
    }

    @Test
    void stereotype_givesBothAnnotations() {
        assertThat(catchThrowable(container.select(ByStereotype.class).get()::work))
                .hasMessageContaining("Gave up after 2 attempts");
    }

    @Test
    void inheritedMethod_isReplayed() {
        assertThat(catchThrowable(container.select(Heir.class).get()::inherited))
                .hasMessageContaining("Gave up after 4 attempts");
        assertThat(CALLS).hasSize(4);
    }

    /** As CDI has it: an annotation on a method is not inherited by the method that overrides it. */
    @Test
    void overridingMethodWithoutAnnotation_isNotReplayed() {
        assertThat(catchThrowable(container.select(Heir.class).get()::overridden))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("ODB-3001");
        assertThat(CALLS).containsExactly("overridden 0");
    }

    /** Called by way of the class with the type parameter, and so by the method that the compiler makes. */
    @Test
    void methodWithATypeParameter_isReplayedHoweverItIsCalled() {
        Generic<String> bean = container.select(Typed.class).get();

        assertThat(catchThrowable(() -> bean.save("a"))).hasMessageContaining("Gave up after 2 attempts");
        assertThat(catchThrowable(() -> bean.find("b"))).hasMessageContaining("Gave up after 4 attempts");
        assertThat(CALLS).containsExactly("save a 1", "save a 2", "find b 1", "find b 2", "find b 3", "find b 4");
    }

    @Test
    void exceptionThatRollbackOnNames_isReplayedForItsConflict() {
        assertThat(catchThrowable(container.select(Rules.class).get()::rollsBack))
                .hasMessageContaining("Gave up after 4 attempts");
    }

    @Test
    void exceptionThatDontRollbackOnNames_committedAndPassesUnchanged() {
        assertThat(catchThrowable(container.select(Rules.class).get()::commits))
                .isExactlyInstanceOf(IllegalStateException.class);
        assertThat(CALLS).containsExactly("commits 1");
    }

    /** Attempts of another transaction than the caller's: it would only multiply them. */
    @Test
    void whatAnInnerTransactionGaveUp_isNotReplayedByTheOuterOne() {
        Throwable thrown = catchThrowable(container.select(Outer.class).get()::call);

        assertThat(thrown).isInstanceOf(ConflictException.class).hasMessageContaining("Gave up after 4 attempts");
        assertThat(CALLS).containsExactly("outer 1", "inner 1", "inner 2", "inner 3", "inner 4");
    }

    private static void lose(String call) {
        ConflictScope scope = ConflictScope.current();
        CALLS.add(call + " " + (scope == null ? 0 : scope.attempt()));
        throw LosingResource.conflict(1);
    }

    @RetryOnConflict(replays = 1)
    @Transactional
    @Singleton
    public static class OnClass {
        public void byClass() {
            lose("byClass");
        }

        @RetryOnConflict(replays = 2)
        public void byMethod() {
            lose("byMethod");
        }
    }

    @Stereotype
    @RetryOnConflict(replays = 1)
    @Transactional
    @Retention(RetentionPolicy.RUNTIME)
    @interface Service {}

    @Service
    @Singleton
    public static class ByStereotype {
        public void work() {
            lose("stereotype");
        }
    }

    public static class Parent {
        @RetryOnConflict
        @Transactional
        public void inherited() {
            lose("inherited");
        }

        @RetryOnConflict
        @Transactional
        public void overridden() {
            lose("parent");
        }

        /** A mistake, were it not overridden in the only bean. */
        @RetryOnConflict
        public void withoutTransaction() {}
    }

    @Singleton
    public static class Heir extends Parent {
        @Override
        public void overridden() {
            lose("overridden");
        }

        @Override
        public void withoutTransaction() {}
    }

    public abstract static class Generic<T> {
        public abstract void save(T value);

        @RetryOnConflict
        @Transactional
        public void find(T value) {
            lose("find " + value);
        }
    }

    @Singleton
    public static class Typed extends Generic<String> {
        @Override
        @RetryOnConflict(replays = 1)
        @Transactional
        public void save(String value) {
            lose("save " + value);
        }
    }

    @Singleton
    public static class Rules {
        @RetryOnConflict
        @Transactional(rollbackOn = Exception.class)
        public void rollsBack() throws Exception {
            try {
                lose("rollsBack");
            } catch (ConflictException e) {
                throw new Exception(e);
            }
        }

        @RetryOnConflict
        @Transactional(dontRollbackOn = IllegalStateException.class)
        public void commits() {
            try {
                lose("commits");
            } catch (ConflictException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Singleton
    public static class Giving {
        @RetryOnConflict
        @Transactional(TxType.REQUIRES_NEW)
        public void up() {
            lose("inner");
        }
    }

    @Singleton
    public static class Outer {
        @Inject
        private Giving giving;

        @RetryOnConflict
        @Transactional
        public void call() {
            CALLS.add("outer " + ConflictScope.current().attempt());
            giving.up();
        }
    }
}
