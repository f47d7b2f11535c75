package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BrokenObject;
import dev.odb.DetachedObjectException;
import dev.odb.OdbConnection;
import dev.odb.SchemaMismatchException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application without some of the classes: what it does not have stays whole. */
class MissingClassTest extends Generations {
    private static final String BOX =
            "@Persistent class Box { List<Object> all = new ArrayList<>(); Object any; WeakRef<Object> weak; Box other; }";
    private static final String ANIMAL = "@Persistent class Animal { String name; }";

    private Generation whole;
    private Generation without;
    private long oid;

    @BeforeEach
    void writeWhole() throws Exception {
        whole = generation(
                BOX,
                ANIMAL,
                "@Persistent class Dog extends Animal { int age = 7; Box home; List<Animal> friends = new ArrayList<>(); }",
                "@Persistent class Cage { Animal inside; Animal[] more; }",
                main(
                        """
                        write(OdbConnection c) {
                            Box box = c.root("box", Box.class, Box::new);
                            Dog dog = new Dog();
                            dog.name = "Rex";
                            dog.home = box;
                            box.all.add(dog);
                            box.any = dog;
                            box.weak = WeakRef.to(dog);
                            box.other = new Box();
                            Cage cage = c.root("cage", Cage.class, Cage::new);
                            cage.inside = dog;
                            Cage array = c.root("array", Cage.class, Cage::new);
                            array.more = new Animal[] {dog};
                            c.roots().put("dog", dog);
                            return c.oid(dog);
                        }
                        """,
                        "read(OdbConnection c) { Box b = c.root(\"box\", Box.class); Dog d = (Dog) b.other.any;"
                                + " return d.name + d.age + (d.home == b) + b.all + (b.weak.get() == d); }",
                        "rename(OdbConnection c) { ((Dog) c.root(\"box\", Box.class).any).name = \"Max\"; return null; }",
                        "name(OdbConnection c) { return ((Dog) c.root(\"box\", Box.class).any).name; }"));
        oid = (Long) whole.call(database, "write");
        without = generation(
                BOX,
                ANIMAL,
                "@Persistent class Cage { Animal inside; Animal[] more; }",
                main(
                        "get(OdbConnection c) { return c.root(\"box\", Box.class).any; }",
                        "json(OdbConnection c) { return ((BrokenObject) c.root(\"box\", Box.class).weak.get()).json(); }",
                        "same(OdbConnection c) { Box b = c.root(\"box\", Box.class); return b.any == b.all.get(0); }",
                        "move(OdbConnection c) { Box b = c.root(\"box\", Box.class); b.other.any = b.any; b.any = null;"
                                + " b.all.clear(); return null; }",
                        "root(OdbConnection c) { return c.root(\"dog\", Animal.class); }",
                        "names(OdbConnection c) { return new ArrayList<>(c.roots().keySet()); }",
                        "field(OdbConnection c) { return c.root(\"cage\", Cage.class).inside; }",
                        "array(OdbConnection c) { return c.root(\"array\", Cage.class).more; }"));
    }

    @Test
    void brokenObject_showsClassOidAndState() {
        BrokenObject broken = (BrokenObject) without.call(database, "get");
        assertThat(broken.className()).isEqualTo("app.Dog");
        assertThat(broken.oid()).isEqualTo(oid);
        assertThat(without.call(database, "json"))
                .asString()
                .startsWith("{\"$class\":\"app.Dog\",\"name\":\"Rex\",\"age\":7,\"home\":{\"$ref\":")
                .endsWith("\"friends\":[]}");
        assertThat(without.call(database, "same")).isEqualTo(true);
        assertThatThrownBy(broken::json).isInstanceOf(DetachedObjectException.class);
    }

    @Test
    void movedToAnotherContainer_itIsWholeWhereItsClassIs() {
        without.call(database, "move");
        assertThat(whole.call(database, "read")).isEqualTo("Rex7true[]true");
    }

    @Test
    void undoneWithoutItsClass_itIsAsBefore() {
        whole.call(database, "rename");
        assertThat(whole.call(database, "name")).isEqualTo("Max");
        long renamed = database.undoLog(0, 1).get(0).tid();
        try (OdbConnection connection = without.connect(database, d -> d.connect())) {
            assertThat(without.call(connection, "json")).asString().contains("Max");
            connection.undo(renamed);
            assertThat(without.call(connection, "json")).asString().contains("Rex");
            connection.commit();
        }
        assertThat(whole.call(database, "name")).isEqualTo("Rex");
    }

    @Test
    void whereItsClassIsNeeded_thatIsTheError() {
        assertThatThrownBy(() -> without.call(database, "root"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2760: Root 'dog' is object " + oid + " of app.Dog");
        for (String typed : List.of("field", "array")) {
            assertThatThrownBy(() -> without.call(database, typed))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContaining("ODB-2368")
                    .hasMessageContaining("refers to object " + oid + " of app.Dog");
        }
        assertThat(without.call(database, "names")).isEqualTo(List.of("array", "box", "cage", "dog"));
    }
}
