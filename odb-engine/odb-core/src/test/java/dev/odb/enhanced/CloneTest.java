package dev.odb.enhanced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clone is a new object, unsaved, with the state of the one it was made from. */
class CloneTest {
    private final ObjectDatabase database = ObjectDatabase.open("odb:memory:clones");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void cloneOfAGhost_hasItsStateAndIsUnsaved() {
        Copied ghost = new CountingOwner().ghostOf(filled(new Copied("a")));
        Copied copy = ghost.clone();
        assertThat(copy.name()).isEqualTo("a");
        assertThat(copy.words()).containsExactly("one");
        assertUnsaved(copy);
        assertThat(CountingOwner.state(ghost)).isEqualTo(ObjectState.UP_TO_DATE);
    }

    @Test
    void cloneOfASubclass_isUnsavedToo() {
        Copied.Again copy = new CountingOwner()
                .ghostOf(filled(new Copied.Again("a")))
                .clone()
                .clone();
        assertThat(copy.name() + copy.count()).isEqualTo("a2");
        assertUnsaved(copy);
    }

    @Test
    void cloneOfAStoredObject_isStoredAsAnother() {
        database.transact(c -> c.root("first", Copied.class, () -> filled(new Copied("a"))));
        try (OdbConnection connection = database.connect()) {
            Copied first = connection.root("first", Copied.class);
            Copied copy = first.clone();
            connection.roots().put("second", copy);
            copy.rename("b");
            copy.words().add("two");
            connection.commit();
            assertThat(connection.oid(copy)).isNotEqualTo(connection.oid(first));
        }
        database.transact(c -> {
            assertThat(c.root("first", Copied.class).name()).isEqualTo("a");
            assertThat(c.root("first", Copied.class).words()).containsExactly("one");
            assertThat(c.root("second", Copied.class).name()).isEqualTo("b");
            assertThat(c.root("second", Copied.class).words()).containsExactly("one", "two");
            return null;
        });
    }

    private static <T extends Copied> T filled(T object) {
        object.words().add("one");
        return object;
    }

    private static void assertUnsaved(Object object) {
        Managed managed = CountingOwner.managed(object);
        assertThat(managed.$odb_state()).isEqualTo(ObjectState.UNSAVED);
        assertThat(managed.$odb_owner()).isNull();
        assertThat(managed.$odb_oid()).isZero();
        assertThat(managed.$odb_serial()).isZero();
    }
}
