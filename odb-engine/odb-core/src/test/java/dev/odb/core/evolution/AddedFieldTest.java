package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.SchemaMismatchException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A field that older records do not have gets what its initializer gives; no constructor runs. */
class AddedFieldTest extends Generations {
    private static final String SETTINGS =
            "@Persistent class Settings { int size = 5; List<String> names = new ArrayList<>(); }";

    @BeforeEach
    void writeOld() throws IOException {
        Generation old = generation(
                """
                @Persistent class Box {
                    static int made;
                    String label;
                    int width = 1;
                    Box next;
                    Box(String label, int width) { made++; this.label = label; this.width = width; }
                }
                """,
                main(
                        """
                        write(OdbConnection c) {
                            Box box = c.root("box", Box.class, () -> new Box("old", 10));
                            box.next = new Box("second", 20);
                            return null;
                        }
                        """));
        old.call(database, "write");
    }

    private static String box(String fields) {
        return """
                @Persistent class Box {
                    static int made;
                    String label;
                    int width = 1;
                    Box next;
                    %s
                    Box(String label, int width) { made++; this.label = label; this.width = width; }
                }
                """
                .formatted(fields);
    }

    @Test
    void initializers_giveTheirValuesAndSeeTheStoredOnes() throws Exception {
        Generation grown = generation(
                box(
                        """
                        int height = 7;
                            long area = width * height;
                            String shout = label.toUpperCase();
                            boolean wide = width > 15 ? true : false;
                            int plain;
                            final List<Integer> fixed = List.of(1, 2);
                            int broken = changeOthers();
                            int changeOthers() { width = 0; return 3; }
                        """),
                main(
                        """
                        read(OdbConnection c) {
                            Box box = c.root("box", Box.class);
                            return show(box) + show(box.next) + Box.made;
                        }
                        static String show(Box b) {
                            return b.width + " " + b.height + " " + b.area + " " + b.shout + " " + b.wide + b.plain + b.fixed + b.broken + "; ";
                        }
                        """));
        assertThat(grown.call(database, "read"))
                .isEqualTo("10 7 70 OLD false0[1, 2]3; 20 7 140 SECOND true0[1, 2]3; 0");
    }

    @Test
    void readingOldRecords_writesNothing() throws Exception {
        Generation grown = generation(
                box("Settings settings = new Settings(); List<String> tags = new ArrayList<>(); int[] marks = {1};"),
                SETTINGS,
                main("read(OdbConnection c) { Box box = c.root(\"box\", Box.class);"
                        + " return box.settings.size + \" \" + box.tags + box.marks[0] + box.next.settings.names; }"));
        int before = transactions();
        assertThat(grown.call(database, "read")).isEqualTo("5 []1[]");
        assertThat(transactions()).isEqualTo(before);
    }

    /** Else each load would make others, and what was done to the earlier ones would be lost without a word. */
    @Test
    void changedDefaults_areFoundAtCommit() throws Exception {
        Generation grown = generation(
                box("Settings settings = new Settings(); List<String> tags = new ArrayList<>(); int[] marks = {1};"),
                SETTINGS,
                main(
                        "collection(OdbConnection c) { c.root(\"box\", Box.class).tags.add(\"x\"); return null; }",
                        "array(OdbConnection c) { c.root(\"box\", Box.class).marks[0]++; return null; }",
                        "object(OdbConnection c) { c.root(\"box\", Box.class).next.settings.size = 6; return null; }",
                        "inside(OdbConnection c) { c.root(\"box\", Box.class).settings.names.add(\"n\"); return null; }",
                        "read(OdbConnection c) { Box box = c.root(\"box\", Box.class); return box.tags + \"\" + box.marks[0]"
                                + " + box.settings.names + box.next.settings.size; }"));
        grown.call(database, "collection");
        assertThat(grown.call(database, "read")).isEqualTo("[x]1[]5");
        grown.call(database, "array");
        grown.call(database, "object");
        grown.call(database, "inside");
        assertThat(grown.call(database, "read")).isEqualTo("[x]2[n]6");
    }

    /** A default that another object refers to, or whose oid was asked for, must be its owner's for good. */
    @Test
    void defaultObjectReferredToFromElsewhere_isTheOwnersToo() throws Exception {
        Generation grown = generation(
                box("Settings settings = new Settings();"),
                SETTINGS,
                "@Persistent class Other { Settings settings; }",
                main(
                        "share(OdbConnection c) { Other other = c.root(\"other\", Other.class, Other::new);"
                                + " other.settings = c.root(\"box\", Box.class).settings; return null; }",
                        "read(OdbConnection c) { return c.root(\"other\", Other.class).settings"
                                + " == c.root(\"box\", Box.class).settings; }",
                        "ask(OdbConnection c) { return c.oid(c.root(\"box\", Box.class).next.settings); }"));
        grown.call(database, "share");
        assertThat(grown.call(database, "read")).isEqualTo(true);
        Object oid = grown.call(database, "ask");
        assertThat(grown.call(database, "ask")).isEqualTo(oid);
    }

    @Test
    void connectionThatGoesOn_keepsItsDefaults() throws Exception {
        Generation grown = generation(
                box("Settings settings = new Settings();"),
                SETTINGS,
                main(
                        "look(OdbConnection c) { return c.root(\"box\", Box.class).settings.size; }",
                        "change(OdbConnection c) { c.root(\"box\", Box.class).settings.size++; return null; }"));
        try (OdbConnection connection = grown.connect(database, d -> d.connect())) {
            assertThat(grown.call(connection, "look")).isEqualTo(5);
            connection.commit();
            grown.call(connection, "change");
            connection.rollback();
            assertThat(grown.call(connection, "look")).isEqualTo(5);
            grown.call(connection, "change");
            connection.commit();
            grown.call(connection, "change");
            connection.commit();
        }
        assertThat(grown.call(database, "look")).isEqualTo(7);
    }

    @Test
    void initializerThatFails_namesClassFieldAndObject() throws Exception {
        Generation grown = generation(
                box("int parsed = Integer.parseInt(label);"),
                main(
                        "read(OdbConnection c) { return c.root(\"box\", Box.class).width; }",
                        "oid(OdbConnection c) { return c.oid(c.root(\"box\", Box.class)); }"));
        Object oid = grown.call(database, "oid");
        assertThatThrownBy(() -> grown.call(database, "read"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2366: Field 'parsed' of app.Box")
                .hasMessageContaining("object " + oid + " of app.Box")
                .hasCauseInstanceOf(NumberFormatException.class);
    }

    /** Its state would be stored by a change, never by being read. */
    @Test
    void databaseOpenForReading_readsOldRecords() throws Exception {
        Generation grown = generation(
                box("Settings settings = new Settings(); int[] marks = {1};"),
                SETTINGS,
                main(
                        "read(OdbConnection c) { Box box = c.root(\"box\", Box.class); return box.marks[0] + box.settings.size; }"));
        close();
        database = ObjectDatabase.open(
                OdbConfiguration.of("odb:file:" + folder.resolve("db")).withReadOnly(true));
        assertThat(grown.call(database, "read")).isEqualTo(6);
    }
}
