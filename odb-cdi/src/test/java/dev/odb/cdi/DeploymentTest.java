package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.Persistent;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import dev.odb.StaleObjectException;
import dev.odb.cdi.model.Board;
import dev.odb.cdi.model.Notes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mistakes that stop a deployment. */
class DeploymentTest {
    private static final String INITIALS = WrongInitials.class.getName();

    @Test
    void allMistakes_areListedAtOnceWithTheirPlaces() {
        Throwable thrown = catchThrowable(
                () -> Weld.start(WrongRoots.class, WrongReplays.class, WrongInitials.class, Contradictions.class));

        assertThat(thrown)
                .hasMessageContaining("ODB-6001: The deployment has 28 mistakes")
                .hasMessageContaining("WrongRoots.number: a root is a persistent object, never a primitive value (int)")
                .hasMessageContaining("WrongRoots.array: a root is a persistent object, never an array (")
                .hasMessageContaining("WrongRoots.text: java.lang.String is final")
                .hasMessageContaining("WrongRoots.plain: java.lang.Object is not @Persistent")
                .hasMessageContaining("WrongRoots.day: a root is a persistent object, never an enum")
                .hasMessageContaining("WrongRoots.abstractRoot: " + AbstractRoot.class.getName() + " is abstract")
                .hasMessageContaining("WrongRoots.nameless: the root's name is empty")
                .hasMessageContaining("WrongRoots.sealed: " + SealedRoot.class.getName() + " is sealed")
                .hasMessageContaining("WrongRoots.raw: Provider has no type argument")
                .hasMessageContaining("WrongRoots.wild: the type arguments of java.util.List<?> must be types")
                .hasMessageContaining("WrongRoots.initialize, parameter 2: java.lang.String is final")
                .hasMessageContaining("the constructor of " + WrongRoots.class.getName() + ", parameter 1: ")
                .hasMessageContaining("ODB-6010: @InitialRoot for the root \"free\" at " + INITIALS + ".forgotten")
                .hasMessageContaining("ODB-6011: The initial value of the root \"shared\" at " + INITIALS + ".shared")
                .hasMessageContaining("ODB-6012: The root \"twice\" has more than one initial value: " + INITIALS
                        + ".one and " + INITIALS + ".two")
                .hasMessageContaining("ODB-6013: The initial value of the root \"other\" at " + INITIALS
                        + ".other is a dev.odb.cdi.model.Board, and the root is injected as dev.odb.PersistentList<"
                        + "java.lang.String> at " + INITIALS + ".other.")
                .hasMessageContaining(
                        "ODB-6013: The initial value of the root \"values\" at " + INITIALS + ".values is a"
                                + " dev.odb.PersistentMap<java.lang.String, java.lang.Long>, and the root is injected as"
                                + " java.util.Map<java.lang.String, java.lang.String> at ")
                .hasMessageContaining("ODB-6014: The root \"classes\" is injected as dev.odb.cdi.model.Board at ")
                .hasMessageContaining("ODB-6014: The root \"arguments\" of the database 'crm' is injected as ")
                .hasMessageContaining("ODB-6016: @OdbDatabase(\"crm\") at " + Contradictions.class.getName()
                        + ".board: a dev.odb.cdi.model.Board cannot be injected so, only OdbConnection and"
                        + " DatabaseAdministration.")
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

        @Inject
        @OdbRoot("raw")
        @SuppressWarnings("rawtypes")
        Provider raw;

        @Inject
        @OdbRoot("wild")
        List<?> wild;

        @Inject
        WrongRoots(@OdbRoot("day") Day day) {}

        @Inject
        void initialize(Transactions.Here here, @OdbRoot("text") String text) {}
    }

    public static class WrongInitials {
        @Inject
        @OdbRoot("shared")
        Board shared;

        @Inject
        @OdbRoot("twice")
        Notes twice;

        @Inject
        @OdbRoot("other")
        PersistentList<String> other;

        @Inject
        @OdbRoot("values")
        Map<String, String> values;

        @InitialRoot("free")
        static Board forgotten() {
            return new Board();
        }

        @Produces
        @ApplicationScoped
        @InitialRoot("shared")
        static Board shared() {
            return new Board();
        }

        @Produces
        @InitialRoot("twice")
        static Board one() {
            return new Board();
        }

        @Produces
        @InitialRoot("twice")
        static Notes two() {
            return new Board();
        }

        @Produces
        @InitialRoot("other")
        static Board other() {
            return new Board();
        }

        @Produces
        @InitialRoot("values")
        static PersistentMap<String, Long> values() {
            return new PersistentMap<>();
        }
    }

    public static class Contradictions {
        @Inject
        @OdbRoot("classes")
        Board asBoard;

        @Inject
        @OdbRoot("classes")
        PersistentList<String> asList;

        @Inject
        @OdbRoot("classes")
        Notes asNotes;

        @Inject
        @OdbRoot(value = "arguments", database = "crm")
        PersistentMap<String, Board> byKey;

        @Inject
        @OdbRoot(value = "arguments", database = "crm")
        Map<Long, Board> byNumber;

        @Inject
        @OdbDatabase("crm")
        Board board;
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
