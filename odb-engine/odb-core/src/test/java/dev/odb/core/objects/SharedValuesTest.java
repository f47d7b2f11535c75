package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NotPersistentException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A value that can be changed belongs to one object. In two records it would be two values after a load, and what the
 * application had shared until then would no longer be: that is refused, with both paths.
 */
class SharedValuesTest {
    private record Pair(Object one, Object other) {}

    private ObjectDatabase database;
    private OdbConnection connection;
    private Box first;
    private Box second;

    @BeforeEach
    void open() {
        database = ObjectDatabase.open("odb:memory:shared-values");
        database.transact(c -> {
            Box made = new Box();
            made.value = new int[] {1};
            made.list.add("x");
            made.next = new Box();
            return c.root("boxes", Box.class, () -> made);
        });
        connection = database.connect();
        first = connection.root("boxes", Box.class);
        second = first.next;
    }

    @AfterEach
    void close() {
        connection.close();
        database.close();
    }

    private void assertShared(String path, String other) {
        assertThatThrownBy(connection::commit)
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("ODB-2680")
                .hasMessageContaining(path + " ")
                .hasMessageContaining(other + " ");
    }

    @Test
    void collectionOfTwoNewObjects_isRefused() {
        List<Object> same = new ArrayList<>(List.of("a"));
        first.value = new Box();
        second.value = new Box();
        ((Box) first.value).list = same;
        ((Box) second.value).list = same;
        assertShared("boxes.value.list", "boxes.next.value.list");
    }

    @Test
    void arrayOfTwoChangedObjects_isRefused() {
        first.numbers = new int[] {3};
        second.numbers = first.numbers;
        assertShared("boxes.numbers", "boxes.next.numbers");
    }

    @Test
    void arrayOfALoadedObject_isRefusedInAnother() {
        second.value = first.value;
        assertShared("boxes.value", "boxes.next.value");
    }

    @Test
    void trackedCollection_isRefusedInAnotherObject() {
        second.value = first.list;
        assertShared("boxes.list", "boxes.next.value");
    }

    @Test
    void valuesInsideImmutableOnes_areRefusedToo() {
        Object[] same = {"a"};
        first.value = new Pair("x", Optional.of(same));
        second.value = List.of(1, List.<Object>of(same, 2));
        assertShared("boxes.value.other", "boxes.next.value[1][0]");
    }

    @Test
    void enumMap_isRefusedInTwo() {
        first.value = new EnumMap<>(java.util.Map.of(TimeUnit.DAYS, 1));
        second.list.add(first.value);
        assertShared("boxes.value", "boxes.next.list[0]");
    }

    /** Where the value is found by comparing: the holder is looked at again by each collecting. */
    @Test
    void valueThatASavepointHasPutAside_isStillItsOwnersOne() {
        List<Object> mine = new ArrayList<>();
        first.value = mine;
        connection.savepoint();
        second.value = mine;
        assertShared("boxes.value", "boxes.next.value");
    }

    @Test
    void arrayThatASavepointHasPutAsideInANewObject_isStillItsOwnersOne() {
        Box made = new Box();
        made.numbers = new int[] {3};
        first.value = made;
        connection.savepoint();
        second.numbers = made.numbers;
        assertShared("boxes.value.numbers", "boxes.next.numbers");
    }

    @Test
    void valueThatIsMovedAfterASavepoint_isItsNewOwnersOne() {
        first.value = new ArrayList<>(List.of("mine"));
        connection.savepoint();
        second.value = first.value;
        first.value = null;
        connection.commit();
        assertThat(database.<Object>transact(c -> c.root("boxes", Box.class).next.value))
                .isEqualTo(List.of("mine"));
    }

    @Test
    void valueStoredInAnEarlierTransaction_isStillItsOwnersOne() {
        List<Object> mine = new ArrayList<>();
        first.value = mine;
        connection.commit();
        second.value = mine;
        assertShared("boxes.value", "boxes.next.value");
    }

    /** It would tell the wrong object of changes until the next load. */
    @Test
    void trackedCollectionThatMoves_isRefused_itsCopyIsNot() {
        List<Object> list = first.list;
        first.list = null;
        second.list = list;
        assertThatThrownBy(connection::commit)
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("ODB-2504")
                .hasMessageContaining("boxes.next.list")
                .hasMessageContaining("store a copy");
        connection.rollback();
        List<Object> again = first.list;
        first.list = null;
        second.list = new ArrayList<>(again);
        connection.commit();
        assertThat(second.list).containsExactly("x");
    }

    @Test
    void arrayThatMoves_isNotShared() {
        int[] moved = {1, 2};
        first.numbers = moved;
        connection.commit();
        second.numbers = moved;
        first.numbers = null;
        connection.commit();
        first.value = null;
        first.numbers = moved;
        second.numbers = null;
        connection.commit();
        assertThat(first.numbers).isSameAs(moved);
    }

    @Test
    void onceTheCopyIsMade_theTransactionCommits() {
        second.value = first.value;
        assertShared("boxes.value", "boxes.next.value");
        connection.rollback();
        second.value = ((int[]) first.value).clone();
        connection.commit();
        assertThat((int[]) second.value).containsExactly(1);
    }

    @Test
    void emptyArrays_canBeShared_sinceNothingInThemChanges() {
        first.value = new String[0];
        second.value = first.value;
        connection.commit();
        assertThat(second.value).isSameAs(first.value);
    }

    @Test
    void immutableValues_canBeShared() {
        first.value = List.of("a");
        second.value = first.value;
        first.list.add(new Pair(1, 2));
        second.list.add(first.list.get(1));
        connection.commit();
        assertThat(second.value).isSameAs(first.value);
    }

    @Test
    void sharingInsideOneObject_isKept() {
        List<Object> twice = new ArrayList<>(List.of(1));
        first.value = twice;
        first.list.add(twice);
        connection.commit();
        try (OdbConnection other = database.connect()) {
            Box loaded = other.root("boxes", Box.class);
            assertThat(loaded.value).isSameAs(loaded.list.get(1)).isEqualTo(List.of(1));
        }
    }
}
