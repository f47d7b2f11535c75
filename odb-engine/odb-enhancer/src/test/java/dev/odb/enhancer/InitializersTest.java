package dev.odb.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which initializers of fields become methods of their own, and what these do. */
class InitializersTest {
    @TempDir
    Path folder;

    private Build build;

    /** The values that the copied initializers of {@code a.A} give a ghost, by field. */
    private Map<String, Object> defaults(String... sources) throws Exception {
        build = new Build(folder).compile(sources).enhance();
        Map<String, Object> values = new TreeMap<>();
        try (URLClassLoader loader = build.loader()) {
            Class<?> type = loader.loadClass("a.A");
            Object ghost = type.getConstructor(loader.loadClass("dev.odb.spi.GhostMark"))
                    .newInstance((Object) null);
            type.getMethod("$odb_state", byte.class).invoke(ghost, (byte) 3);
            for (Field field : type.getDeclaredFields()) {
                Method initializer = initializer(type, field.getName());
                if (initializer != null) {
                    initializer.invoke(null, ghost);
                    field.setAccessible(true);
                    Object value = field.get(ghost);
                    values.put(field.getName(), value instanceof int[] array ? List.of(array[0], array.length) : value);
                }
            }
        }
        return values;
    }

    private static Method initializer(Class<?> type, String field) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("$odb_default_" + field)) {
                method.setAccessible(true);
                return method;
            }
        }
        return null;
    }

    private List<String> notes() throws IOException {
        return build.report().stream()
                .filter(line -> line.contains("the initializer of"))
                .map(line -> line.replaceAll(".*field '(.*)' cannot be copied.*", "$1"))
                .toList();
    }

    @Test
    void implicitConstructor() throws Exception {
        assertThat(
                        defaults(
                                """
                                package a;
                                @dev.odb.Persistent public class A {
                                    int number = 42;
                                    String text = "t" + number;
                                    java.util.List<String> list = new java.util.ArrayList<>();
                                    long big = 1L << 40;
                                    double real = 1.5;
                                    boolean flag = System.nanoTime() != 0;
                                    String choice = flag ? "yes" : "no";
                                    int[] array = {7, 8, 9};
                                    int zero;
                                    transient int gone = 5;
                                    Object both = list == null ? new Object() : list.size() > 3 ? "x" : 'c';
                                }
                                """))
                .containsEntry("number", 42)
                .containsEntry("big", 1L << 40)
                .containsEntry("real", 1.5)
                .containsEntry("flag", true)
                .containsEntry("array", List.of(7, 3))
                .containsEntry("list", List.of())
                .containsOnlyKeys("number", "text", "list", "big", "real", "flag", "choice", "array", "both");
        assertThat(notes()).isEmpty();
    }

    /** The constructor's own code, which may do anything, is never copied. */
    @Test
    void writtenConstructors_afterAndBeforeTheFields() throws Exception {
        assertThat(
                        defaults(
                                """
                                package a;
                                @dev.odb.Persistent public class A {
                                    int first = 1;
                                    A(String text, long unused, int number) {
                                        this.text = text;
                                        made = 99;
                                        last = number;
                                    }
                                    A() {
                                        this("x", 2, 3);
                                        made = 98;
                                    }
                                    A(int number) {
                                        super();
                                        made = 97;
                                        first = 2;
                                    }
                                    String text;
                                    int made;
                                    int last = first > 0 ? 4 : 5;
                                    String chosen = switch (last) { case 1 -> "one"; default -> "many"; };
                                }
                                """))
                .isEqualTo(Map.of("first", 1, "last", 4, "chosen", "many"));
        assertThat(notes()).isEmpty();
    }

    @Test
    void emptyConstructorAndOneOfOneLine() throws Exception {
        assertThat(
                        defaults(
                                """
                                package a;
                                @dev.odb.Persistent public class A {
                                    int one = 1;
                                    public A() {}
                                    A(int n) { two = 7; }
                                    int two = 2;
                                    int three;
                                    A(long n) { three = 7; one = 2; }
                                }
                                """))
                .isEqualTo(Map.of("one", 1, "two", 2));
        assertThat(notes()).isEmpty();
    }

    @Test
    void initializerBlocks_areCopiedWhereOneStatementSaysAll() throws Exception {
        assertThat(
                        defaults(
                                """
                                package a;
                                @dev.odb.Persistent public class A {
                                    int simple;
                                    int branched = 1;
                                    int looped;
                                    int tried;
                                    int local;
                                    int twice = 3;
                                    int chained;
                                    int other = chained = 5;
                                    int after = 6;
                                    { simple = 10; }
                                    { if (simple > 3) { branched = 2; } }
                                    { for (int i = 0; i < 3; i++) { looped = i; } }
                                    { try { tried = Integer.parseInt("1"); } catch (NumberFormatException e) { tried = 2; } }
                                    { int x = 4; local = x; }
                                    { twice = twice + 1; }
                                    int end = 8;
                                }
                                """))
                .isEqualTo(Map.of("simple", 10, "twice", 4, "after", 6, "end", 8));
        assertThat(notes()).containsExactly("branched", "looped", "tried", "local", "chained", "other");
    }

    @Test
    void classOfOneLine_isReported() throws Exception {
        assertThat(defaults("package a; @dev.odb.Persistent public class A { int one = 1; int two; }"))
                .isEmpty();
        assertThat(notes()).containsExactly("one");
    }

    @Test
    void accessesToOtherObjects_areRewritten() throws Exception {
        assertThat(defaults(
                        """
                                package a;
                                @dev.odb.Persistent public class A extends Base {
                                    int own = super.given() + shared;
                                    Runnable lambda = () -> System.out.println(own);
                                    B b = new B(this);
                                    int far = new B(null).value;
                                    String matched = ((Object) own) instanceof Integer i && i > 3 ? "big" : "small";
                                }
                                """,
                        """
                                package a;
                                @dev.odb.Persistent public class Base {
                                    protected int shared = 2;
                                    int given() { return 3; }
                                }
                                """,
                        "package a; @dev.odb.Persistent class B { int value = 9; Object of; B(Object a) { of = a; } }"))
                .containsEntry("own", 3)
                .containsEntry("far", 9)
                .containsEntry("matched", "small")
                .containsKeys("lambda", "b");
    }

    @Test
    void innerClass_mayUseItsOuterInstance() throws Exception {
        build = new Build(folder)
                .compile(
                        """
                        package a;
                        @dev.odb.Persistent public class A {
                            int x = 4;
                            @dev.odb.Persistent class Inner {
                                int y = x + 1;
                            }
                        }
                        """)
                .enhance();
        try (URLClassLoader loader = build.loader()) {
            assertThat(loader.loadClass("a.A$Inner").getDeclaredMethods())
                    .extracting(Method::getName)
                    .contains("$odb_default_y");
        }
    }
}
