package dev.odb.enhancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {
    @TempDir
    Path folder;

    private Build build;

    @BeforeEach
    void open() throws IOException {
        build = new Build(folder);
    }

    private void assertRefused(String code, String named, String... sources) {
        build.compile(sources);
        Throwable thrown = catchThrowable(build::enhance);
        assertThat(thrown).hasRootCauseInstanceOf(EnhancementException.class);
        assertThat(thrown.getCause()).hasMessageContaining(code).hasMessageContaining(named);
    }

    @Test
    void record_isRefused() {
        assertRefused(
                "ODB-8001",
                "a.R is marked @Persistent but is a record",
                """
                package a;
                @dev.odb.Persistent record R(int x) {}
                """);
    }

    @Test
    void formerNameOfAClassThatIsThere_isRefused() {
        assertRefused(
                "ODB-8660",
                "a.New is declared @Formerly(\"a.Old\")",
                "package a; @dev.odb.Formerly(\"a.Old\") record New(int x) {}",
                "package a; class Old {}");
    }

    @Test
    void enum_isRefused() {
        assertRefused(
                "ODB-8001",
                "a.E is marked @Persistent but is an enum",
                """
                package a;
                @dev.odb.Persistent enum E { ONE { } }
                """);
    }

    @Test
    void interfaceAndAnnotation_areRefusedTogether() {
        build.compile(
                "package a; @dev.odb.Persistent interface I {}", "package a; @dev.odb.Persistent @interface A {}");
        assertThatThrownBy(build::enhance)
                .cause()
                .hasMessageContaining("ODB-8000: 2 problem(s)")
                .hasMessageContaining("a.A is marked @Persistent but is an annotation")
                .hasMessageContaining("a.I is marked @Persistent but is an interface");
    }

    @Test
    void superclassWithFields_isRefused() {
        assertRefused(
                "ODB-8002",
                "a.C is persistent but its superclass a.B is not and has the fields [kept, cached]",
                "package a; class B { int kept; transient int cached; static int shared; }",
                "package a; @dev.odb.Persistent class C extends B {}");
    }

    @Test
    void listOfTheJdk_isRefusedSinceItsContentWouldBeLost() {
        assertRefused(
                "ODB-8002",
                "java.util.LinkedList",
                "package a; @dev.odb.Persistent class C extends java.util.LinkedList<String> {}");
    }

    @Test
    void superclassWithoutAConstructorToCall_isRefused() {
        assertRefused(
                "ODB-8003",
                "a.C is persistent but its superclass a.B",
                "package a; class B { B(int x) {} private B() {} }",
                "package a; @dev.odb.Persistent class C extends B { C() { super(1); } }");
    }

    @Test
    void onLoadWithParameterOrStatic_isRefused() {
        assertRefused(
                "ODB-8004",
                "one(I)V",
                """
                package a;
                @dev.odb.Persistent class C {
                    @dev.odb.OnLoad void one(int x) {}
                    @dev.odb.OnLoad static void two() {}
                }
                """);
        assertThatThrownBy(build::enhance).cause().hasMessageContaining("two()V");
    }

    @Test
    void stampOfAnotherVersion_isRefused() {
        assertRefused(
                "ODB-8005",
                "a.C was enhanced for version 99",
                """
                package a;
                @dev.odb.Persistent @dev.odb.spi.Enhanced(version = 99, fields = {}) class C {}
                """);
    }

    @Test
    void reservedName_isRefused() {
        assertRefused("ODB-8006", "'$odb_mine'", "package a; @dev.odb.Persistent class C { int $odb_mine; }");
    }

    @Test
    void superclassInALibraryThatWasNotEnhanced_isRefused() throws IOException {
        Build library = new Build(folder.resolve("library"))
                .compile("package l; @dev.odb.Persistent public class L { public int x; }");
        build = new Build(folder.resolve("user"), library.classes());
        assertRefused(
                "ODB-8008", "a.C extends or accesses", "package a; class C extends l.L { int y() { return x; } }");
    }

    @Test
    void superclassThatIsNotThere_isRefused() throws IOException {
        Build library = new Build(folder.resolve("library")).compile("package l; public class Gone {}");
        build = new Build(folder.resolve("user"), library.classes());
        build.compile("package a; @dev.odb.Persistent class C extends l.Gone {}");
        Files.delete(library.classes().resolve("l/Gone.class"));
        assertThatThrownBy(build::enhance).cause().hasMessageContaining("ODB-8007: l.Gone");
    }

    @Test
    void refusal_leavesTheOtherClassesUnchanged() throws IOException {
        build.compile("package a; @dev.odb.Persistent class B { int x; }");
        byte[] before = Files.readAllBytes(build.classes().resolve("a/B.class"));
        assertRefused("ODB-8001", "a.R", "package a; @dev.odb.Persistent record R() {}");
        assertThat(Files.readAllBytes(build.classes().resolve("a/B.class"))).isEqualTo(before);
    }
}
