package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.SchemaMismatchException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that were removed, renamed, retyped and moved. */
class FieldChangesTest extends Generations {
    private Object oid;

    @BeforeEach
    void writeOld() throws IOException {
        Generation old = generation(
                "@Persistent class Base { String note = \"n\"; int code = 3; }",
                """
                @Persistent class Box extends Base {
                    String label = "old";
                    String price = "12";
                    int count = 4;
                    ArrayList<String> tags = new ArrayList<>(List.of("a"));
                    Helper helper = Helper.ONE;
                    int[] marks = {1, 2};
                }
                """,
                "enum Helper { ONE }",
                main("write(OdbConnection c) { return c.oid(c.root(\"box\", Box.class, Box::new)); }"));
        oid = old.call(database, "write");
    }

    private static final String BASE = "@Persistent class Base { String note; int code; }";

    private Generation now(String base, String box, String... rest) throws IOException {
        String[] sources = new String[rest.length + 2];
        sources[0] = base;
        sources[1] = box;
        System.arraycopy(rest, 0, sources, 2, rest.length);
        return generation(sources);
    }

    private static String show(String expression) {
        return main("read(OdbConnection c) { Box b = c.root(\"box\", Box.class); return \"\" + " + expression + "; }");
    }

    @Test
    void removedField_isDroppedEvenIfItsClassIsGone() throws Exception {
        Generation next = now(BASE, "@Persistent class Box extends Base { int count; }", show("b.count + b.note"));
        assertThat(next.call(database, "read")).isEqualTo("4n");
    }

    @Test
    void renamedField_overThreeGenerations() throws Exception {
        Generation second = now(
                BASE,
                "@Persistent class Box extends Base { @Formerly(\"label\") String title; int count; }",
                main(
                        "read(OdbConnection c) { Box b = c.root(\"box\", Box.class); return b.title + b.count; }",
                        "write(OdbConnection c) { Box b = new Box(); b.title = \"second\"; c.roots().put(\"two\", b); return null; }"));
        assertThat(second.call(database, "read")).isEqualTo("old4");
        second.call(database, "write");
        Generation third = now(
                BASE,
                "@Persistent class Box extends Base { @Formerly({\"title\", \"label\"}) String name; int count; }",
                main(
                        "read(OdbConnection c) { return c.root(\"box\", Box.class).name + c.root(\"two\", Box.class).name; }",
                        "rename(OdbConnection c) { c.root(\"box\", Box.class).name = \"third\"; return null; }"));
        assertThat(third.call(database, "read")).isEqualTo("oldsecond");
        third.call(database, "rename");
        assertThat(third.call(database, "read")).isEqualTo("thirdsecond");
    }

    @Test
    void nameThatBothHave_isAnErrorAndNoGuess() throws Exception {
        Generation both =
                now(BASE, "@Persistent class Box extends Base { @Formerly(\"label\") String price; }", show("b.price"));
        assertThatThrownBy(() -> both.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2361: Field 'price' of app.Box")
                .hasMessageContaining("app.Box#price and app.Box#label of the object " + oid + " of app.Box");
        Generation reused = now(
                BASE,
                "@Persistent class Box extends Base { @Formerly(\"label\") String title; String label; }",
                show("b.title"));
        assertThatThrownBy(() -> reused.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2362: Field 'title' of app.Box was formerly app.Box#label");
    }

    @Test
    void oneFieldMadeTwo_byTwoConverters() throws Exception {
        Generation split = now(
                BASE,
                """
                @Persistent class Box extends Base {
                    @Formerly("label") @Converted(First.class) char first;
                    @Formerly("label") String all;
                    static class First implements FieldConverter<String, Character> {
                        public Character convert(String stored) { return stored.charAt(0); }
                    }
                }
                """,
                show("b.first + b.all"));
        assertThat(split.call(database, "read")).isEqualTo("oold");
    }

    @Test
    void retypedField_isConvertedOrAnError() throws Exception {
        Generation converted = now(
                BASE,
                """
                @Persistent class Box extends Base {
                    @Converted(ToCents.class) int price;
                    @Converted(Widen.class) long count;
                    @Converted List<String> tags;
                    static class ToCents implements FieldConverter<String, Integer> {
                        private ToCents() {}
                        public Integer convert(String stored) { return Integer.parseInt(stored) * 100; }
                    }
                    record Widen() implements FieldConverter<Integer, Long> {
                        public Long convert(Integer stored) { return (long) stored; }
                    }
                }
                """,
                show("b.price + b.count + b.tags"));
        assertThat(converted.call(database, "read")).isEqualTo("12004[a]");
        Generation silent = now(BASE, "@Persistent class Box extends Base { long count; }", show("b.count"));
        assertThatThrownBy(() -> silent.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2010: Field 'count' of app.Box is stored as I in the object " + oid)
                .hasMessageContaining("declared as J")
                .hasMessageContaining("@Converted");
        Generation unfit =
                now(BASE, "@Persistent class Box extends Base { @Converted LinkedList<String> tags; }", show("b.tags"));
        assertThatThrownBy(() -> unfit.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2011")
                .hasMessageContaining("'tags'")
                .hasMessageContaining("object " + oid);
    }

    @Test
    void converterThatFails_isNamed() throws Exception {
        Generation failing = now(
                BASE,
                """
                @Persistent class Box extends Base {
                    @Converted(Bad.class) int label;
                    static class Bad implements FieldConverter<String, Integer> {
                        public Integer convert(String stored) { return Integer.parseInt(stored); }
                    }
                }
                """,
                show("b.label"));
        assertThatThrownBy(() -> failing.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2364: The converter app.Box$Bad of field 'label' of app.Box")
                .hasMessageContaining("object " + oid)
                .hasCauseInstanceOf(NumberFormatException.class);
        Generation empty = now(
                BASE,
                """
                @Persistent class Box extends Base {
                    @Converted(Bad.class) int label;
                    static class Bad implements FieldConverter<String, Integer> {
                        public Integer convert(String stored) { return null; }
                    }
                }
                """,
                show("b.label"));
        assertThatThrownBy(() -> empty.call(database, "read")).hasMessageContaining("ODB-2365");
        Generation unmade = now(
                BASE,
                """
                @Persistent class Box extends Base {
                    @Converted(Bad.class) int label;
                    static abstract class Bad implements FieldConverter<String, Integer> {}
                }
                """,
                show("b.label"));
        assertThatThrownBy(() -> unmade.call(database, "read")).hasMessageContaining("ODB-2363");
    }

    @Test
    void movedField_isTakenOverWhereThatIsDeclared() throws Exception {
        String moved =
                "@Persistent class Base { String note; int code; @Formerly(\"app.Box#label\") String label = \"new\"; }";
        Generation declared =
                now(moved, "@Persistent class Box extends Base { int count; }", show("b.label + b.count"));
        assertThat(declared.call(database, "read")).isEqualTo("old4");
        Generation down = now(
                "@Persistent class Base { int code; }",
                "@Persistent class Box extends Base { @Formerly(\"app.Base#note\") String remark; }",
                show("b.remark + b.code"));
        assertThat(down.call(database, "read")).isEqualTo("n3");
        Generation silent = now(
                "@Persistent class Base { String note; int code; String label = \"new\"; }",
                "@Persistent class Box extends Base { int count; }",
                show("b.label"));
        assertThatThrownBy(() -> silent.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2360: Field 'label' of app.Base is not in the object " + oid + " of app.Box")
                .hasMessageContaining("@Formerly(\"app.Box#label\")");
        Generation other = now(
                "@Persistent class Base { String note; int code;\n @Formerly({}) String label = \"new\";\n }",
                "@Persistent class Box extends Base { int count; }",
                show("b.label"));
        assertThat(other.call(database, "read")).isEqualTo("new");
    }

    @Test
    void superclassInsertedAndRemoved() throws Exception {
        Generation removed = now(
                "@Persistent class Unused {}",
                "@Persistent class Box { int count; String label; }",
                show("b.label + b.count"));
        assertThat(removed.call(database, "read")).isEqualTo("old4");
        Generation inserted = now(
                "@Persistent class Base extends Middle { int code; @Formerly({}) String note; }",
                "@Persistent class Box extends Base { int count; }",
                "@Persistent class Middle extends Top {\n int depth = 2; }",
                "@Persistent class Top {\n List<String> log = new ArrayList<>(List.of(\"made\")); }",
                main(
                        "read(OdbConnection c) { Box b = c.root(\"box\", Box.class); return \"\" + b.code + b.depth + b.log + b.note; }",
                        "change(OdbConnection c) { c.root(\"box\", Box.class).log.add(\"x\"); return null; }"));
        assertThat(inserted.call(database, "read")).isEqualTo("32[made]n");
        inserted.call(database, "change");
        assertThat(inserted.call(database, "read")).isEqualTo("32[made, x]n");
    }
}
