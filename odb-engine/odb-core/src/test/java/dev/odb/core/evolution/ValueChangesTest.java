package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.SchemaMismatchException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Value classes that have changed. */
class ValueChangesTest extends Generations {
    private static final String READ =
            main("read(OdbConnection c) { return \"\" + c.root(\"box\", Box.class).value; }");
    private static final String BOX = "@Persistent class Box { Object value; }";

    @BeforeEach
    void writeOld() throws Exception {
        Generation old = generation(
                BOX,
                "class Base { int code = 4; }",
                "@ByValue class Money extends Base { String text = \"12\"; int gone = 1; Kind kind = Kind.OLD; }",
                "enum Kind { OLD }",
                main(
                        "write(OdbConnection c) { c.root(\"box\", Box.class, Box::new).value = new Money(); return null; }"));
        old.call(database, "write");
    }

    @Test
    void renamedMovedAddedAndConverted() throws Exception {
        Generation next = generation(
                BOX,
                "@Formerly(\"app.Base\") class Root { int code; }",
                """
                @ByValue @Formerly("app.Money") class Price extends Root {
                    @Formerly("text") @Converted(Parsed.class) long amount;
                    String added = "+";
                    Kind kind;
                    static class Parsed implements FieldConverter<String, Long> {
                        public Long convert(String stored) { return Long.parseLong(stored); }
                    }
                    public String toString() { return code + " " + amount + added + kind; }
                }
                """,
                "enum Kind { @Formerly(\"OLD\") NEW }",
                READ);
        int before = transactions();
        assertThat(next.call(database, "read")).isEqualTo("4 12+NEW");
        assertThat(transactions()).isEqualTo(before);
    }

    @Test
    void retypedWithoutAWordOrNotAllowedAnyMore_isAnError() throws Exception {
        Generation retyped = generation(BOX, "@ByValue class Money { long text; }", "enum Kind { OLD }", READ);
        assertThatThrownBy(() -> retyped.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2015")
                .hasMessageContaining("'text' of app.Money");
        Generation unmarked = generation(BOX, "class Money {}", "enum Kind { OLD }", READ);
        assertThatThrownBy(() -> unmarked.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2013")
                .hasMessageContaining("app.Money");
        Generation unmade = generation(BOX, "@ByValue class Money { Money(int x) {} }", "enum Kind { OLD }", READ);
        assertThatThrownBy(() -> unmade.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2370");
        Generation failing = generation(
                BOX,
                "@ByValue class Money { Money() { throw new IllegalStateException(\"no\"); } }",
                "enum Kind { OLD }",
                READ);
        assertThatThrownBy(() -> failing.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2371")
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
