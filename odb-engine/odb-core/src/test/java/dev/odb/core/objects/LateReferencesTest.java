package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists whose elements become objects only when somebody gets them show nothing of it. */
class LateReferencesTest {
    private static final int MANY = 20;

    private ObjectDatabase database;

    @BeforeEach
    void makeABoxOfThings() {
        database = ObjectDatabase.open("odb:memory:late-references");
        database.transact(connection -> {
            Box box = connection.root("box", Box.class, Box::new);
            for (int i = 0; i < MANY; i++) {
                box.list.add(new Thing("thing " + i));
            }
            Box other = connection.root("other", Box.class, Box::new);
            other.value = box.list.get(5);
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Box box(OdbConnection connection, String name) {
        return connection.root(name, Box.class);
    }

    @Test
    void elementOfTheList_isTheObjectThatOtherReferencesGive() {
        database.transact(connection -> {
            List<Object> list = box(connection, "box").list;
            Object before = list.get(5);
            Object other = box(connection, "other").value;
            assertThat(other).isSameAs(before).isSameAs(list.get(5));
            assertThat(list).hasSize(MANY).doesNotHaveDuplicates();
            assertThat(list.get(5)).isSameAs(other);
            return null;
        });
    }

    @Test
    void afterTheTransaction_whatWasLoadedByAnotherWay_isReadableInTheList() {
        List<Object> list = database.transact(connection -> {
            List<Object> found = box(connection, "box").list;
            assertThat(((Thing) box(connection, "other").value).text()).isEqualTo("thing 5");
            return found;
        });

        assertThat(((Thing) list.get(5)).text()).isEqualTo("thing 5");
        assertThatThrownBy(() -> ((Thing) list.get(6)).text())
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("committed");
        assertThat(list.get(6)).isSameAs(list.get(6));
    }

    @Test
    void afterTheTransaction_theTreeThatWasRead_isReadable() {
        database.transact(connection -> {
            BTreeMap<Integer, Thing> tree = new BTreeMap<>();
            box(connection, "other").value = tree;
            for (int i = 0; i < 500; i++) {
                tree.put(i, new Thing("thing " + i));
            }
            return null;
        });
        BTreeMap<Integer, Thing> kept = database.transact(connection -> {
            @SuppressWarnings("unchecked")
            BTreeMap<Integer, Thing> tree = (BTreeMap<Integer, Thing>) box(connection, "other").value;
            tree.values().forEach(Thing::text);
            assertThat(tree).as("its counter is an object, too").hasSize(500);
            return tree;
        });

        assertThat(kept.values().stream().map(Thing::text)).hasSize(500).contains("thing 0", "thing 499");
    }

    /** It is compared at the commit, since somebody has its array; a list that nobody has looked at is no change. */
    @Test
    void objectWithAnArrayThatWasRead_isNotWritten() {
        database.transact(connection -> {
            Box box = box(connection, "box");
            box.numbers = new int[] {1, 2, 3};
            return null;
        });
        long serial = database.transact(connection -> connection.serial(box(connection, "box")));

        database.transact(connection -> {
            assertThat(box(connection, "box").numbers).containsExactly(1, 2, 3);
            return null;
        });

        long after = database.transact(connection -> connection.serial(box(connection, "box")));
        assertThat(after).isEqualTo(serial);
    }

    @Test
    void changedList_isStoredWithTheElementsThatNobodyGot() {
        database.transact(connection -> {
            Box box = box(connection, "box");
            box.list.set(3, new Thing("new"));
            box.list.add("last");
            return null;
        });

        database.transact(connection -> {
            List<Object> list = box(connection, "box").list;
            assertThat(list).hasSize(MANY + 1).endsWith("last");
            assertThat(((Thing) list.get(3)).text()).isEqualTo("new");
            assertThat(((Thing) list.get(19)).text()).isEqualTo("thing 19");
            return null;
        });
    }
}
