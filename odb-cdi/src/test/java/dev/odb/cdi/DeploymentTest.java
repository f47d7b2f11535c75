package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.Persistent;
import dev.odb.StaleObjectException;
import dev.odb.cdi.model.Board;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes that stop a deployment. */
class DeploymentTest {
    @Test
    void allMistakes_areListedAtOnceWithTheirPlaces() {
        Throwable thrown = catchThrowable(() -> Weld.start(WrongRoots.class, WrongReplays.class));

        assertThat(thrown)
                .hasMessageContaining("ODB-6001: The deployment has 16 mistakes")
                .hasMessageContaining("WrongRoots.number: a root is a persistent object, never a primitive value (int)")
                .hasMessageContaining("WrongRoots.array: a root is a persistent object, never an array (")
                .hasMessageContaining("WrongRoots.text: java.lang.String is final")
                .hasMessageContaining("WrongRoots.plain: java.lang.Object is not @Persistent")
                .hasMessageContaining("WrongRoots.day: a root is a persistent object, never an enum")
                .hasMessageContaining("WrongRoots.abstractRoot: " + AbstractRoot.class.getName() + " is abstract")
                .hasMessageContaining("WrongRoots.nameless: the root's name is empty")
                .hasMessageContaining("WrongRoots.sealed: " + SealedRoot.class.getName() + " is sealed")
                .hasMessageContaining("ODB-6003: @RetryOnConflict on " + WrongReplays.class.getName() + ".none()")
                .hasMessageContaining("WrongReplays.supports() never owns a transaction")
                .hasMessageContaining("WrongReplays.notSupported() never owns a transaction")
                .hasMessageContaining("WrongReplays.never() never owns a transaction")
                .hasMessageContaining("WrongReplays.negative() has replays = -1")
                .hasMessageContaining("ODB-6009: @RetryOnConflict on " + WrongReplays.class.getName() + ".hidden()")
                .hasMessageContaining("WrongReplays.noTime() has replays = 3 and timeout = 0")
                .hasMessageContaining("WrongReplays.stale() has on = " + StaleObjectException.class.getName());
    }

    @Test
    void helpersOfAReplayedBean_areNoMistakes() {
        try (SeContainer container = Weld.start(OnTheClass.class)) {
            assertThat(container.select(OnTheClass.class).get().toString()).isEqualTo("me");
        }
    }

    @Test
    void passivatingBean_mayHaveRootsAndReplay() {
        try (SeContainer container = Weld.start(Session.class)) {
            assertThat(container.select(Session.class).isResolvable()).isTrue();
        }
    }

    /** Weld refuses it at deployment if anything it depends on cannot be passivated. */
    @SessionScoped
    @RetryOnConflict
    @Transactional
    public static class Session implements Serializable {
        @Inject
        @OdbRoot("names")
        private List<String> names;

        @Inject
        @OdbRoot("board")
        private Board board;

        public int size() {
            return names.size() + board.notes().size();
        }
    }

    enum Day {
        MONDAY
    }

    @Persistent
    abstract static class AbstractRoot {}

    sealed interface SealedRoot permits OnlyRoot {}

    static final class OnlyRoot implements SealedRoot {}

    public static class WrongRoots {
        @Inject
        @OdbRoot("number")
        int number;

        @Inject
        @OdbRoot("array")
        String[] array;

        @Inject
        @OdbRoot("text")
        String text;

        @Inject
        @OdbRoot("plain")
        Object plain;

        @Inject
        @OdbRoot("day")
        Day day;

        @Inject
        @OdbRoot("abstract")
        AbstractRoot abstractRoot;

        @Inject
        @OdbRoot("")
        List<String> nameless;

        @Inject
        @OdbRoot("sealed")
        SealedRoot sealed;
    }

    public static class WrongReplays {
        @RetryOnConflict
        public void none() {}

        @RetryOnConflict
        @Transactional(TxType.SUPPORTS)
        public void supports() {}

        @RetryOnConflict
        @Transactional(TxType.NOT_SUPPORTED)
        public void notSupported() {}

        @RetryOnConflict
        @Transactional(TxType.NEVER)
        public void never() {}

        @RetryOnConflict(replays = -1)
        @Transactional
        public void negative() {}

        @RetryOnConflict(timeout = 0)
        @Transactional
        public void noTime() {
            hidden();
        }

        @RetryOnConflict(on = StaleObjectException.class)
        @Transactional
        public void stale() {}

        @RetryOnConflict
        @Transactional
        private void hidden() {}
    }

    @RetryOnConflict
    @Transactional
    public static class OnTheClass {
        public void work() {}

        private static void helper() {}

        @Override
        public String toString() {
            helper();
            return "me";
        }
    }
}
