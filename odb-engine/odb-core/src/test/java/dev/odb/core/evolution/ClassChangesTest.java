package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Classes, enums and Java records that were renamed or moved, constants and components that changed. */
class ClassChangesTest extends Generations {
    private static final String OLD_MAIN = main(
            """
            write(OdbConnection c) {
                Box box = c.root("box", Box.class, Box::new);
                box.next = new Special();
                box.array = new Box[] {box, box.next};
                box.point = new Point(1, "2", Color.RED);
                box.points = new HashSet<>(Set.of(box.point));
                box.colors = EnumSet.of(Color.RED, Color.BLUE);
                box.byColor.put(Color.RED, 1);
                box.byColor.put(Color.BLUE, 2);
                box.palette = new Color[] {Color.BLUE};
                return null;
            }
            """);

    @BeforeEach
    void writeOld() throws IOException {
        Generation old = generation(
                """
                @Persistent class Box {
                    Box next;
                    Box[] array;
                    Point point;
                    Set<Point> points;
                    EnumSet<Color> colors;
                    EnumMap<Color, Integer> byColor = new EnumMap<>(Color.class);
                    Color[] palette;
                    int size = 3;
                }
                """,
                "@Persistent class Special extends Box { int extra = 8; }",
                "record Point(int x, String y, Color color) {}",
                "enum Color { RED, GREEN, BLUE }",
                OLD_MAIN);
        old.call(database, "write");
    }

    @Test
    void everythingRenamedAndMoved_isFoundByDeclaration() throws Exception {
        String[] renamed = {
            """
            package shop.model;
            @Persistent @Formerly("app.Box") public class Crate {
                public Crate next;
                public Crate[] array;
                public Place point;
                public Set<Place> points;
                public EnumSet<Paint> colors;
                public EnumMap<Paint, Integer> byColor;
                public Paint[] palette;
                public int size;
            }
            """,
            "package shop; @Persistent @Formerly(\"app.Special\") public class Big extends shop.model.Crate { public int extra; }",
            """
            package shop.model;
            @Formerly("app.Point") public record Place(int x, String y, Paint color) {}
            """,
            "package shop.model; @Formerly(\"app.Color\") public enum Paint { RED, GREEN, BLUE }",
            """
            import shop.*;
            import shop.model.*;
            class Main {
                static Object read(OdbConnection c) {
                    Crate box = c.root("box", Crate.class);
                    return box.size + " " + box.next.getClass().getName() + ((Big) box.next).extra + " "
                            + (box.array[1] == box.next) + box.point + box.points.contains(box.point) + box.colors
                            + box.byColor + box.palette[0] + box.array.getClass().getComponentType();
                }
                static Object write(OdbConnection c) {
                    c.root("box", Crate.class).next.size = 99;
                    return null;
                }
                static Object grow(OdbConnection c) {
                    Crate box = c.root("box", Crate.class);
                    box.array = new Crate[] {box, box.next, new Big()};
                    return null;
                }
            }
            """
        };
        Generation next = generation(renamed);
        String expected = "3 shop.Big8 truePlace[x=1, y=2, color=RED]true[RED, BLUE]{RED=1, BLUE=2}BLUEclass"
                + " shop.model.Crate";
        int before = transactions();
        assertThat(next.call(database, "read")).isEqualTo(expected);
        assertThat(transactions()).as("reading is no change").isEqualTo(before);
        next.call(database, "write");
        assertThat(next.call(database, "read"))
                .as("the reference is of the old class")
                .isEqualTo(expected);
        next.call(database, "grow");
        assertThat(next.call(database, "read")).isEqualTo(expected);
        close();
        open();
        assertThat(next.call(database, "read")).isEqualTo(expected);
        Generation third = generation(
                "@Persistent @Formerly({\"shop.model.Crate\", \"app.Box\"}) class Third { Third next; int size; }",
                "@Persistent @Formerly({\"shop.Big\", \"app.Special\"}) class Bigger extends Third { int extra; }",
                main("read(OdbConnection c) { Third box = c.root(\"box\", Third.class);"
                        + " return box.size + \" \" + box.next.size + \" \" + ((Bigger) box.next).extra; }"));
        assertThat(third.call(database, "read")).isEqualTo("3 99 8");
    }

    @Test
    void renamedWithoutAWord_namesTheClassAndWhatToDeclare() throws Exception {
        Generation silent = generation(
                "@Persistent class Crate { int size; }",
                main("read(OdbConnection c) { return c.root(\"box\", Crate.class).size; }"));
        assertThatThrownBy(() -> silent.call(database, "read"))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("app.Box")
                .hasMessageContaining("@Formerly");
    }

    private static final String BOX = "@Persistent class Box { %s }";

    private Generation with(String field, String read, String... rest) throws IOException {
        String[] sources = new String[rest.length + 2];
        sources[0] = BOX.formatted(field);
        sources[1] = main("read(OdbConnection c) { Box b = c.root(\"box\", Box.class); return \"\" + " + read + "; }");
        System.arraycopy(rest, 0, sources, 2, rest.length);
        return generation(sources);
    }

    @Test
    void constants_renamedAddedReplaced() throws Exception {
        Generation next = with(
                "EnumSet<Color> colors; Color[] palette;",
                "b.colors + b.palette[0]",
                "enum Color { BLACK, @Formerly(\"BLUE\") AZURE, GREEN, @Formerly(\"RED\") CRIMSON }");
        int before = transactions();
        assertThat(next.call(database, "read")).isEqualTo("[AZURE, CRIMSON]AZURE");
        assertThat(transactions()).isEqualTo(before);
    }

    @Test
    void removedConstant_needsAnotherInItsPlace() throws Exception {
        Generation removed = with("EnumSet<Color> colors;", "b.colors", "enum Color { RED, GREEN }");
        assertThatThrownBy(() -> removed.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2014")
                .hasMessageContaining("of app.Box has the constant BLUE of enum app.Color")
                .hasMessageContaining("@Formerly(\"BLUE\")");
        Generation replaced =
                with("EnumSet<Color> colors;", "b.colors", "enum Color { @Formerly(\"BLUE\") RED, GREEN }");
        assertThat(replaced.call(database, "read")).isEqualTo("[RED]");
        Generation merged =
                with("EnumMap<Color, Integer> byColor;", "b.byColor", "enum Color { @Formerly(\"BLUE\") RED, GREEN }");
        assertThatThrownBy(() -> merged.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2367");
    }

    @Test
    void components_addedRemovedRenamedRetyped() throws Exception {
        String color = "enum Color { RED, GREEN, BLUE }";
        Generation next = with(
                "Point point; Set<Point> points;",
                "b.point + b.points",
                """
                record Point(@Formerly("y") @Converted(Parsed.class) long height, String added, int x) {
                    static class Parsed implements FieldConverter<String, Long> {
                        public Long convert(String stored) { return Long.parseLong(stored); }
                    }
                }
                """,
                color);
        String point = "Point[height=2, added=null, x=1]";
        assertThat(next.call(database, "read")).isEqualTo(point + "[" + point + "]");
        Generation silent = with("Point point;", "b.point", "record Point(long y) {}", color);
        assertThatThrownBy(() -> silent.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2015")
                .hasMessageContaining("component 'y' of record app.Point");
    }
}
