package dev.odb.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String PERSON =
            """
            package a;
            @dev.odb.Persistent public class Person {
                public String shown;
                public String open;
                private int age;
                private final transient Object lock = new Object();
                public String getShown() { return shown; }
            }
            """;
    private static final String SERVICE =
            """
            package a;
            public class Service {
                String open(Person person) { return person.open; }
                @dev.odb.OnLoad void never() {}
            }
            """;

    @TempDir
    Path folder;

    private Build build;

    @BeforeEach
    void open() throws IOException {
        build = new Build(folder).compile(PERSON, SERVICE);
    }

    @Test
    void report_saysForEachClassWhatWasDoneAndWhy() throws IOException {
        build.compile("package a; @dev.odb.Persistent final class Leaf {}").enhance();
        assertThat(build.report())
                .containsExactly(
                        "enhanced a.Leaf (0 fields)",
                        "note a.Leaf: no stand-in, so it cannot be injected as a root, because it is final",
                        "enhanced a.Person (3 fields)",
                        "warning a.Person: final transient field 'lock' is empty after loading, since no constructor"
                                + " runs; let an @OnLoad method set it",
                        "warning a.Person: non-private persistent field 'open' without a getter is invisible to"
                                + " reflection (JSON-B, Jackson)",
                        "skipped a.Service: it is not persistent, its accesses to persistent fields are rewritten",
                        "warning a.Service: @OnLoad method never never runs, because the class is not persistent");
    }

    @Test
    void localAndAnonymousClasses_areEnhancedWithAWarning() throws IOException {
        build.compile(
                        """
                        package b;
                        @dev.odb.Persistent class Base { class Inner {} }
                        class Maker {
                            Object anonymous() { return new Base() {}; }
                            Object local() { @dev.odb.Persistent class Local {} return new Local(); }
                        }
                        """)
                .enhance();
        assertThat(build.report())
                .filteredOn(line -> line.contains("numbers local"))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("warning b.Maker$1", "warning b.Maker$1Local");
    }

    @Test
    void secondRun_changesNothingAndKeepsTheReport() throws IOException {
        build.enhance();
        Map<String, String> before = contents();
        assertThat(before).hasSize(3);
        var report = build.report();
        build.enhance();
        assertThat(contents()).isEqualTo(before);
        assertThat(build.report()).isEqualTo(report);
    }

    @Test
    void twoBuilds_giveTheSameBytes() throws IOException {
        build.enhance();
        Map<String, String> first = contents();
        build = new Build(folder.resolve("again")).compile(PERSON, SERVICE).enhance();
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void classRecompiledAlone_isEnhancedAgainstThoseEnhancedBefore() throws Exception {
        build.enhance();
        Build user = new Build(folder.resolve("user"), build.classes());
        user.compile(
                        """
                package b;
                @dev.odb.Persistent public class Child extends a.Person implements java.util.concurrent.Callable<Object> {
                    int y = 4;
                    public Object call() { return y + getShown(); }
                }
                """)
                .enhance();
        assertThat(user.run("b.Child")).isEqualTo("4null");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(build.classes())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(
                        build.classes().relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }
}
