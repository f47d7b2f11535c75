package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DetachedObjectException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OtherResources;
import dev.odb.PersistentList;
import dev.odb.core.model.Grid;
import dev.odb.core.model.Library;
import dev.odb.core.model.Person;
import dev.odb.core.model.Shelf;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transaction keeps of its objects when there are more than the bound, and that nobody can notice. */
class EvictionTest {
    private static final int PEOPLE = 300;
    private static final int BOUND = 20;

    private Engine database;

    @BeforeEach
    void open() {
        String url = "odb:memory:" + UUID.randomUUID();
        database = Engine.open(OdbConfiguration.of(url).withMaxObjects(BOUND));
        database.transact(c -> c.root("library", Library.class, () -> Library.of(PEOPLE)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Library library(OdbConnection connection) {
        return connection.root("library", Library.class);
    }

    private static PersistentList<Person> people(OdbConnection connection) {
        return library(connection).people;
    }

    private static Grid grid(OdbConnection connection, int number) {
        return library(connection).grids.get(number);
    }

    private static Shelf shelf(OdbConnection connection, int number) {
        return library(connection).shelves.get(number);
    }

    private static byte state(Object object) {
        return ((Managed) object).$odb_state();
    }

    private static boolean isGhost(Object object) {
        return state(object) == ObjectState.GHOST;
    }

    /** Touches so many objects that everything else that may go has gone. */
    private static void walk(OdbConnection connection) {
        for (int round = 0; round < 2; round++) {
            for (Person person : people(connection)) {
                assertThat(person.age()).isNotNegative();
            }
        }
    }

    @Test
    void moreObjectsThanTheBound_becomeGhostsAgain() {
        database.transact(c -> {
            List<Person> all = List.copyOf(people(c));
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(all.get(i).age()).isEqualTo(i);
                long loaded = all.stream().filter(p -> !isGhost(p)).count();
                assertThat(loaded).isLessThanOrEqualTo(BOUND);
                assertThat(isGhost(all.get(i))).isFalse();
            }
            assertThat(all.stream().filter(p -> !isGhost(p)).count()).isGreaterThan(BOUND / 2);
            return null;
        });
    }

    @Test
    void boundOfBytes_isKept() {
        String url = "odb:memory:" + UUID.randomUUID();
        try (Engine small = Engine.open(OdbConfiguration.of(url).withMaxObjectBytes(20_000))) {
            small.transact(c -> {
                Library library = c.root("library", Library.class, Library::new);
                for (int i = 0; i < PEOPLE; i++) {
                    library.people.add(new Person("x".repeat(1_000), i));
                }
                return null;
            });
            small.transact(c -> {
                List<Person> all = List.copyOf(people(c));
                for (Person person : all) {
                    assertThat(person.name()).hasSize(1_000);
                    assertThat(all.stream().filter(p -> !isGhost(p)).count()).isLessThan(20);
                }
                return null;
            });
        }
    }

    @Test
    void usedObject_outlivesOthers() {
        database.transact(c -> {
            List<Person> all = List.copyOf(people(c));
            Person used = all.get(0);
            int lost = 0;
            for (Person person : all) {
                person.age();
                lost += isGhost(used) ? 1 : 0;
                used.age();
            }
            assertThat(lost).isZero();
            return null;
        });
    }

    @Test
    void evictedObject_isTheSameObjectAsLongAsSomebodyHasIt() {
        database.transact(c -> {
            Person held = people(c).get(7);
            assertThat(held.age()).isEqualTo(7);
            walk(c);
            assertThat(isGhost(held)).isTrue();
            assertThat(people(c).get(7)).isSameAs(held);
            assertThat(held.age()).isEqualTo(7);
            assertThat(state(held)).isEqualTo(ObjectState.UP_TO_DATE);
            return null;
        });
    }

    @Test
    void changedAndNewObjects_areNeverEvicted() {
        database.transact(c -> {
            List<Person> all = List.copyOf(people(c));
            for (int i = 0; i < 3 * BOUND; i++) {
                all.get(i).age(1_000 + i);
            }
            Person unsaved = new Person("new", 1);
            assertThat(c.oid(unsaved)).isPositive();
            walk(c);
            for (int i = 0; i < 3 * BOUND; i++) {
                assertThat(state(all.get(i))).isEqualTo(ObjectState.CHANGED);
                assertThat(all.get(i).age()).isEqualTo(1_000 + i);
            }
            assertThat(state(unsaved)).isEqualTo(ObjectState.UNSAVED);
            return null;
        });
        database.transact(c -> {
            assertThat(people(c).get(5).age()).isEqualTo(1_005);
            return null;
        });
    }

    /** CONFORMANCE 87, in our form: the estimate follows what is written, loaded and dropped. */
    @Test
    void sizesThatChange_keepTheBoundRight() {
        String url = "odb:memory:" + UUID.randomUUID();
        try (Engine small = Engine.open(OdbConfiguration.of(url).withMaxObjectBytes(50_000));
                OdbConnection c = small.connect()) {
            PersistentList<Grid> grids = c.root("library", Library.class, () -> Library.of(100)).grids;
            for (int length : new int[] {5_000, 10, 8_000, 0}) {
                for (Grid grid : grids) {
                    grid.cells = new int[length / 4];
                    c.commit();
                }
                long loaded = grids.stream().filter(g -> !isGhost(g)).count();
                assertThat(loaded * length).isLessThan(75_000);
            }
            assertThat(grids.stream().mapToInt(g -> g.number).sum()).isEqualTo(4_950);
        }
    }

    @Test
    void arrayThatWasRead_keepsItsObjectUntilTheTransactionEnds() {
        try (OdbConnection c = database.connect()) {
            Grid grid = grid(c, 3);
            int[] cells = grid.cells;
            walk(c);
            assertThat(isGhost(grid)).isFalse();
            cells[2] = 42;
            c.commit();
            walk(c);
            assertThat(grid(c, 3).cells).containsExactly(0, 0, 42, 0);
        }
        database.transact(c -> {
            assertThat(grid(c, 3).cells).containsExactly(0, 0, 42, 0);
            return null;
        });
    }

    @Test
    void objectWhoseArrayWasNotRead_isNotKeptForIt() {
        database.transact(c -> {
            Grid grid = grid(c, 3);
            assertThat(grid.number).isEqualTo(3);
            assertThat(state(grid)).isEqualTo(ObjectState.UNREAD);
            walk(c);
            assertThat(isGhost(grid)).isTrue();
            assertThat(grid.cells).hasSize(4);
            assertThat(state(grid)).isEqualTo(ObjectState.UP_TO_DATE);
            walk(c);
            assertThat(isGhost(grid)).isFalse();
            return null;
        });
    }

    @Test
    void arrayOfAnEarlierTransaction_isComparedBeforeItsObjectGoes() {
        try (OdbConnection c = database.connect()) {
            int[] cells = grid(c, 3).cells;
            c.commit();
            cells[1] = 7;
            walk(c);
            c.commit();
        }
        database.transact(c -> {
            assertThat(grid(c, 3).cells).containsExactly(0, 7, 0, 0);
            return null;
        });
    }

    @Test
    void listKept_isStillTheObjectsOwn() {
        database.transact(c -> {
            Shelf shelf = shelf(c, 4);
            List<String> names = shelf.names;
            Map<String, List<Integer>> rows = shelf.rows;
            List<Integer> row = rows.get("x");
            evict(c, shelf);
            names.add("d");
            assertThat(state(shelf)).isEqualTo(ObjectState.CHANGED);
            assertThat(shelf.names).isSameAs(names).containsExactly("a", "b", "c", "d");
            assertThat(shelf.rows).isSameAs(rows);
            assertThat(shelf.rows.get("x")).isSameAs(row);
            return null;
        });
        database.transact(c -> {
            assertThat(shelf(c, 4).names).containsExactly("a", "b", "c", "d");
            return null;
        });
    }

    private static void evict(OdbConnection connection, Object object) {
        walk(connection);
        assertThat(isGhost(object)).isTrue();
    }

    @Test
    void iteratorsEntriesAndViews_changeTheObjectAfterItWent() {
        try (OdbConnection c = database.connect()) {
            Shelf shelf = shelf(c, 5);
            Iterator<String> iterator = shelf.names.iterator();
            iterator.next();
            Map.Entry<String, List<Integer>> entry =
                    shelf.rows.entrySet().iterator().next();
            List<Integer> part = shelf.rows.get("x").subList(0, 1);
            evict(c, shelf);
            iterator.remove();
            assertThat(state(shelf)).isEqualTo(ObjectState.CHANGED);
            c.commit();
            evict(c, shelf);
            part.set(0, 10);
            assertThat(state(shelf)).isEqualTo(ObjectState.CHANGED);
            c.commit();
            evict(c, shelf);
            entry.setValue(new ArrayList<>(List.of(9)));
            assertThat(state(shelf)).isEqualTo(ObjectState.CHANGED);
            c.commit();
            assertThat(shelf.rows.get("x")).containsExactly(9);
            shelf.rows.keySet().clear();
            c.commit();
        }
        database.transact(c -> {
            assertThat(shelf(c, 5).names).containsExactly("b", "c");
            assertThat(shelf(c, 5).rows).isEmpty();
            return null;
        });
    }

    @Test
    void listWhoseObjectGoesWhileItIsIterated_goesOn() {
        database.transact(c -> {
            Shelf shelf = shelf(c, 5);
            Iterator<String> iterator = shelf.names.iterator();
            assertThat(iterator.next()).isEqualTo("a");
            evict(c, shelf);
            assertThat(iterator.next()).isEqualTo("b");
            shelf.number = 55;
            assertThat(iterator.next()).isEqualTo("c");
            iterator.remove();
            assertThat(shelf.names).containsExactly("a", "b");
            return null;
        });
    }

    @Test
    void listOfAnObjectThatOthersChanged_refusesToBeWritten() {
        try (OdbConnection c = database.connect()) {
            Shelf shelf = shelf(c, 6);
            List<String> names = shelf.names;
            evict(c, shelf);
            c.commit();
            database.transact(other -> shelf(other, 6).number = 66);
            walk(c);
            assertThatThrownBy(() -> names.add("lost"))
                    .isInstanceOf(DetachedObjectException.class)
                    .hasMessageContaining("Shelf");
            assertThat(shelf.number).isEqualTo(66);
            assertThat(shelf.names).isNotSameAs(names).hasSize(3);
        }
    }

    @Test
    void listOfAnObjectThatUndoChanged_refusesToBeWritten() {
        database.transact(c -> shelf(c, 6).number = 66);
        long change = database.undoLog(0, 1).get(0).tid();
        try (OdbConnection c = database.connect()) {
            Shelf shelf = shelf(c, 6);
            List<String> names = shelf.names;
            evict(c, shelf);
            c.undo(OtherResources.REFUSED, change);
            assertThatThrownBy(() -> names.add("lost")).isInstanceOf(DetachedObjectException.class);
            assertThat(shelf.number).isEqualTo(6);
            evict(c, shelf);
            assertThat(shelf.number).isEqualTo(6);
        }
    }

    /** It is evicted with a kept collection between the undo and its commit. */
    @Test
    void undoneObjectThatWasEvicted_goesOnWithTheSerialOfTheCommit() {
        database.transact(c -> shelf(c, 6).number = 66);
        long change = database.undoLog(0, 1).get(0).tid();
        try (OdbConnection c = database.connect()) {
            c.undo(OtherResources.REFUSED, change);
            Shelf shelf = shelf(c, 6);
            List<Integer> row = shelf.rows.get("x");
            evict(c, shelf);
            c.commit();
            row.add(3);
            c.commit();
        }
        database.transact(c -> {
            assertThat(shelf(c, 6).number).isEqualTo(6);
            assertThat(shelf(c, 6).rows.get("x")).containsExactly(1, 2, 3);
            return null;
        });
    }

    @Test
    void endOfATransaction_leavesWhatIsLoadedReadableAndGhostsNot() {
        List<Person> all = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        database.transact(c -> {
            all.addAll(people(c));
            all.forEach(Person::age);
            for (int i = 0; i < 5; i++) {
                grids.add(grid(c, i));
                assertThat(grids.get(i).number).isEqualTo(i);
            }
            return null;
        });
        assertThat(all.stream().filter(p -> !isGhost(p))).isNotEmpty().allSatisfy(p -> assertThat(p.name())
                .startsWith("person"));
        assertThat(grids.get(4).cells).as("not read before").hasSize(4);
        Person evicted = all.stream().filter(EvictionTest::isGhost).findFirst().orElseThrow();
        assertThatThrownBy(evicted::age).isInstanceOf(DetachedObjectException.class);
    }

    @Test
    void rollback_dropsWhatWasChangedAndForgetsKeptCollectionsOfIt() {
        try (OdbConnection c = database.connect()) {
            Shelf shelf = shelf(c, 8);
            List<String> names = shelf.names;
            evict(c, shelf);
            names.add("d");
            c.rollback();
            assertThat(state(shelf)).isEqualTo(ObjectState.GHOST);
            assertThat(shelf.names).containsExactly("a", "b", "c");
            assertThatThrownBy(() -> names.add("e")).isInstanceOf(DetachedObjectException.class);
        }
    }
}
