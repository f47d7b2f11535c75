package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.DetachedObjectException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PersistentList;
import dev.odb.Savepoint;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Exactly the transitions of seed 003, figure 1. COLD is up-to-date, to be asked once whether it still is; UNREAD is
 * up-to-date with a value that nobody has read yet and that can be changed without a call.
 */
class StateModelTest {
    enum State {
        UNSAVED(ObjectState.UNSAVED),
        GHOST(ObjectState.GHOST),
        UP_TO_DATE(ObjectState.UP_TO_DATE),
        COLD(ObjectState.COLD),
        UNREAD(ObjectState.UNREAD),
        CHANGED(ObjectState.CHANGED);

        final byte code;

        State(byte code) {
            this.code = code;
        }

        static State of(Object object) {
            for (State state : values()) {
                if (state.code == ((Managed) object).$odb_state()) {
                    return state;
                }
            }
            throw new AssertionError("no such state");
        }
    }

    /** How an object comes into the state to begin with. */
    enum Start {
        UNSAVED {
            @Override
            Thing make(OdbConnection connection) {
                return new Thing("new");
            }
        },
        /** Its oid was asked for, but nothing refers to it. */
        UNSAVED_WITH_OID {
            @Override
            Thing make(OdbConnection connection) {
                Thing made = new Thing("new");
                connection.oid(made);
                return made;
            }
        },
        /** A stored object refers to it. */
        UNSAVED_REACHED {
            @Override
            Thing make(OdbConnection connection) {
                Thing made = new Thing("new");
                root(connection).next().next(made);
                return made;
            }
        },
        GHOST {
            @Override
            Thing make(OdbConnection connection) {
                return root(connection).next();
            }
        },
        UP_TO_DATE {
            @Override
            Thing make(OdbConnection connection) {
                Thing thing = root(connection).next();
                assertThat(thing.text()).isEqualTo("stored");
                return thing;
            }
        },
        COLD {
            @Override
            Thing make(OdbConnection connection) {
                Thing thing = UP_TO_DATE.make(connection);
                connection.commit();
                return thing;
            }
        },
        CHANGED {
            @Override
            Thing make(OdbConnection connection) {
                Thing thing = UP_TO_DATE.make(connection);
                thing.text("mine");
                return thing;
            }
        };

        abstract Thing make(OdbConnection connection);
    }

    /** What happens to it. */
    enum Event {
        READ,
        WRITE,
        COMMIT,
        ROLLBACK,
        /** Another transaction changes the stored object first, and this one tries to commit. */
        CONFLICT,
        /** Another transaction changes the stored object; this connection goes on to its next one. */
        CHANGE_BY_ANOTHER,
        CLOSE
    }

    private static Thing root(OdbConnection connection) {
        return connection.root("root", Thing.class);
    }

    private ObjectDatabase database;

    @BeforeEach
    void open() {
        database = ObjectDatabase.open("odb:memory:states");
        database.transact(c -> c.root("root", Thing.class, StateModelTest::things));
    }

    private static Thing things() {
        Thing root = new Thing("root");
        root.next(new Thing("stored"));
        return root;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UNSAVED, READ, UNSAVED",
        "UNSAVED, WRITE, UNSAVED",
        "UNSAVED, COMMIT, UNSAVED",
        "UNSAVED, ROLLBACK, UNSAVED",
        "UNSAVED, CLOSE, UNSAVED",
        "UNSAVED_WITH_OID, READ, UNSAVED",
        "UNSAVED_WITH_OID, WRITE, UNSAVED",
        "UNSAVED_WITH_OID, COMMIT, UNSAVED",
        "UNSAVED_WITH_OID, ROLLBACK, UNSAVED",
        "UNSAVED_WITH_OID, CLOSE, UNSAVED",
        "UNSAVED_REACHED, READ, UNSAVED",
        "UNSAVED_REACHED, WRITE, UNSAVED",
        "UNSAVED_REACHED, COMMIT, COLD",
        "UNSAVED_REACHED, ROLLBACK, UNSAVED",
        "UNSAVED_REACHED, CONFLICT, UNSAVED",
        "UNSAVED_REACHED, CLOSE, UNSAVED",
        "GHOST, READ, UP_TO_DATE",
        "GHOST, WRITE, CHANGED",
        "GHOST, COMMIT, GHOST",
        "GHOST, ROLLBACK, GHOST",
        "GHOST, CHANGE_BY_ANOTHER, GHOST",
        "GHOST, CLOSE, GHOST",
        "UP_TO_DATE, READ, UP_TO_DATE",
        "UP_TO_DATE, WRITE, CHANGED",
        "UP_TO_DATE, COMMIT, COLD",
        "UP_TO_DATE, ROLLBACK, COLD",
        "UP_TO_DATE, CHANGE_BY_ANOTHER, GHOST",
        "UP_TO_DATE, CLOSE, UP_TO_DATE",
        "COLD, READ, UP_TO_DATE",
        "COLD, WRITE, CHANGED",
        "COLD, COMMIT, COLD",
        "COLD, ROLLBACK, COLD",
        "COLD, CHANGE_BY_ANOTHER, GHOST",
        "COLD, CLOSE, UP_TO_DATE",
        "CHANGED, READ, CHANGED",
        "CHANGED, WRITE, CHANGED",
        "CHANGED, COMMIT, COLD",
        "CHANGED, ROLLBACK, GHOST",
        "CHANGED, CONFLICT, GHOST",
        "CHANGED, CLOSE, GHOST"
    })
    void objectOfAConnection_goesFromStateToState(Start start, Event event, State end) {
        try (OdbConnection connection = database.connect()) {
            Thing thing = start.make(connection);
            assertThat(State.of(thing).name()).isEqualTo(start.name().replaceAll("_(WITH_OID|REACHED)", ""));
            run(event, connection, thing);
            assertThat(State.of(thing)).isEqualTo(end);
        }
    }

    /** Changed after the savepoint, if it was not in that state before it. */
    @ParameterizedTest
    @CsvSource({
        "UNSAVED, UNSAVED, UNSAVED, later",
        "UNSAVED_WITH_OID, UNSAVED, UNSAVED, later",
        "UNSAVED_REACHED, UP_TO_DATE, GHOST, new",
        "GHOST, GHOST, GHOST, stored",
        "UP_TO_DATE, UP_TO_DATE, GHOST, stored",
        "CHANGED, UP_TO_DATE, GHOST, mine"
    })
    void objectOfASavepoint_goesBackToItsState(Start start, State saved, State end, String text) {
        try (OdbConnection connection = database.connect()) {
            Thing thing = start.make(connection);
            Savepoint savepoint = connection.savepoint();
            assertThat(State.of(thing)).isEqualTo(saved);
            savepoint.rollback();
            assertThat(State.of(thing)).as("nothing has happened since").isEqualTo(saved);
            thing.text("later");
            assertThat(State.of(thing)).isEqualTo(saved == State.UNSAVED ? State.UNSAVED : State.CHANGED);
            savepoint.rollback();
            assertThat(State.of(thing)).isEqualTo(end);
            assertThat(thing.text()).isEqualTo(text);
        }
    }

    /** What has come into its state after the savepoint; saved again meanwhile or not. */
    @ParameterizedTest
    @CsvSource({
        "UNSAVED, UNSAVED, UNSAVED, new",
        "UNSAVED_WITH_OID, UNSAVED, UNSAVED, new",
        "UNSAVED_REACHED, UNSAVED, UNSAVED, new",
        "GHOST, GHOST, GHOST, stored",
        "UP_TO_DATE, UP_TO_DATE, UP_TO_DATE, stored",
        "CHANGED, GHOST, GHOST, stored"
    })
    void objectAfterASavepoint_goesBackToWhatItWas(Start start, State end, State endIfSaved, String text) {
        for (boolean saved : new boolean[] {false, true}) {
            try (OdbConnection connection = database.connect()) {
                Savepoint savepoint = connection.savepoint();
                Thing thing = start.make(connection);
                if (saved) {
                    connection.savepoint();
                }
                savepoint.rollback();
                assertThat(State.of(thing)).isEqualTo(saved ? endIfSaved : end);
                assertThat(thing.text()).isEqualTo(text);
            }
        }
    }

    /** An array can be changed without a call, but not before it was read. */
    @Test
    void objectWithAnArray_isUnreadUntilTheArrayIsRead() {
        database.transact(c -> c.root("box", Box.class, Box::new).numbers = new int[] {1});
        try (OdbConnection connection = database.connect()) {
            Box box = connection.root("box", Box.class);
            assertThat(box.next).isNull();
            assertThat(State.of(box)).isEqualTo(State.UNREAD);
            Savepoint savepoint = connection.savepoint();
            savepoint.rollback();
            assertThat(State.of(box)).as("nothing to go back from").isEqualTo(State.UNREAD);
            box.numbers[0] = 2;
            assertThat(State.of(box)).isEqualTo(State.UP_TO_DATE);
            savepoint.rollback();
            assertThat(State.of(box)).isEqualTo(State.GHOST);
            assertThat(box.numbers).containsExactly(1);
            connection.rollback();
            assertThat(box.next).isNull();
            box.next = new Box();
            assertThat(State.of(box)).isEqualTo(State.CHANGED);
        }
    }

    private void run(Event event, OdbConnection connection, Thing thing) {
        switch (event) {
            case READ -> assertThat(thing.text()).isNotNull();
            case WRITE -> thing.text("mine");
            case COMMIT -> connection.commit();
            case ROLLBACK -> connection.rollback();
            case CONFLICT -> {
                changeByAnother();
                assertThatThrownBy(connection::commit).isInstanceOf(ConflictException.class);
            }
            case CHANGE_BY_ANOTHER -> {
                changeByAnother();
                connection.rollback();
                // the first use of anything takes the new snapshot
                assertThat(root(connection).text()).isEqualTo("root");
            }
            case CLOSE -> connection.close();
        }
    }

    private void changeByAnother() {
        database.transact(c -> {
            root(c).next().text("theirs");
            return null;
        });
    }

    @Test
    void stateIsTheOneOfTheSnapshot_afterEachTransition() {
        try (OdbConnection connection = database.connect()) {
            Thing thing = Start.CHANGED.make(connection);
            changeByAnother();
            assertThat(thing.text()).isEqualTo("mine");
            assertThatThrownBy(connection::commit).isInstanceOf(ConflictException.class);
            connection.rollback();
            assertThat(thing.text()).isEqualTo("theirs");
            thing.text("mine again");
            connection.rollback();
            assertThat(thing.text()).isEqualTo("theirs");
            thing.text("mine at last");
            connection.commit();
            assertThat(thing.text()).isEqualTo("mine at last");
            assertThat(thing.loads()).as("loads since it became a ghost").isEqualTo(1);
        }
    }

    /** Not used for long, with more objects than there is room for. */
    @ParameterizedTest
    @CsvSource({
        "UNSAVED, UNSAVED, new",
        "UNSAVED_WITH_OID, UNSAVED, new",
        "UNSAVED_REACHED, UNSAVED, new",
        "GHOST, GHOST, stored",
        "UP_TO_DATE, GHOST, stored",
        "COLD, GHOST, stored",
        "CHANGED, CHANGED, mine"
    })
    void objectThatTakesRoom_becomesAGhost_ifThatLosesNothing(Start start, State end, String text) {
        OdbConfiguration small = OdbConfiguration.of("odb:memory:few-states").withMaxObjects(10);
        try (ObjectDatabase few = ObjectDatabase.open(small);
                OdbConnection connection = few.connect()) {
            PersistentList<Thing> others = new PersistentList<>();
            IntStream.range(0, 100).forEach(i -> others.add(new Thing("other")));
            few.transact(c -> c.root("root", Thing.class, StateModelTest::things));
            few.transact(c -> c.roots().put("others", others));
            Thing thing = start.make(connection);
            for (int round = 0; round < 2; round++) {
                for (Object other : connection.root("others", PersistentList.class)) {
                    assertThat(((Thing) other).text()).isEqualTo("other");
                }
            }
            assertThat(State.of(thing)).isEqualTo(end);
            assertThat(thing.text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNSAVED, UNSAVED",
        "UNSAVED_WITH_OID, UNSAVED",
        "UNSAVED_REACHED, UP_TO_DATE",
        "GHOST, GHOST",
        "UP_TO_DATE, UP_TO_DATE",
        "CHANGED, UP_TO_DATE"
    })
    void objectOfTransact_isDetachedByItsCommit(Start start, State end) {
        Thing thing = database.transact(start::make);
        assertThat(State.of(thing)).isEqualTo(end);
        if (end == State.UNSAVED) {
            thing.text("free");
            database.transact(c -> {
                root(c).next().next(thing);
                return null;
            });
            assertThat(State.of(thing)).isEqualTo(State.UP_TO_DATE);
        } else if (end == State.GHOST) {
            assertDetached(thing::text);
        } else {
            assertThat(thing.text()).isIn("stored", "mine", "new");
        }
        assertDetached(() -> thing.text("late"));
        assertThat(storedText()).isIn("stored", "mine");
    }

    @ParameterizedTest
    @CsvSource({
        "UNSAVED, UNSAVED",
        "UNSAVED_WITH_OID, UNSAVED",
        "UNSAVED_REACHED, UNSAVED",
        "GHOST, GHOST",
        "UP_TO_DATE, GHOST",
        "CHANGED, GHOST"
    })
    void objectOfTransact_losesItsStateByARollback(Start start, State end) {
        Thing[] thing = new Thing[1];
        assertThatThrownBy(() -> database.transact(c -> {
                    thing[0] = start.make(c);
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(State.of(thing[0])).isEqualTo(end);
        if (end == State.GHOST) {
            assertDetached(thing[0]::text);
            assertDetached(() -> thing[0].text("late"));
        } else {
            assertThat(thing[0].text()).isEqualTo("new");
            assertThat(((Managed) thing[0]).$odb_oid()).isZero();
        }
        assertThat(storedText()).isEqualTo("stored");
    }

    private String storedText() {
        return database.transact(c -> root(c).next().text());
    }

    private static void assertDetached(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("ODB-2501")
                .hasMessageContaining(Thing.class.getName())
                .hasMessageContaining("root");
    }

    /** A replay stores again what a lost attempt made. */
    @Test
    void newObjectOfALostAttempt_isStoredByTheNext() {
        Thing made = new Thing("made once");
        int[] attempts = {0};
        database.transact(c -> {
            root(c).next().next(made);
            root(c).next().text("attempt " + ++attempts[0]);
            if (attempts[0] == 1) {
                database.transact(other -> {
                    root(other).next().text("first");
                    return null;
                });
            }
            return null;
        });
        assertThat(attempts[0]).isEqualTo(2);
        String stored = database.transact(c -> root(c).next().next().text());
        assertThat(stored).isEqualTo("made once");
    }
}
