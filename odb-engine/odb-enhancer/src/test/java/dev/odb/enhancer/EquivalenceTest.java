package dev.odb.enhancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs before and after enhancement; nothing but persistence may be different. */
class EquivalenceTest {
    @TempDir
    Path folder;

    private void assertSameEnhanced(String expected, String main, String... sources) throws Exception {
        Build build = new Build(folder).compile(sources);
        assertThat(build.run(main)).isEqualTo(expected);
        assertThat(build.enhance().run(main)).isEqualTo(expected);
        assertThat(build.report()).anyMatch(line -> line.startsWith("enhanced "));
    }

    @Test
    void privateFields_throughNestmatesLambdasAndAnonymousClasses() throws Exception {
        assertSameEnhanced(
                "12 3.5 [1, 9] ab",
                "a.Outer",
                """
                package a;
                import java.util.concurrent.Callable;
                import java.util.function.*;
                @dev.odb.Persistent public class Outer implements Callable<Object> {
                    private static final java.util.List<String> SHARED = new java.util.ArrayList<>();
                    static { SHARED.add("a"); }
                    private final int constant = 3;
                    private long big = 1;
                    private double real = 0.5;
                    private int[] array = {1, 2};
                    private String text = SHARED.get(constant - 3);
                    static class Nested {
                        private final Outer outer;
                        Nested(Outer outer) { this.outer = outer; outer.big += 10; }
                        void run() { outer.real += 3; }
                    }
                    class Inner {
                        class Deeper {
                            void run() { array[1] += 7; }
                        }
                    }
                    public Object call() {
                        new Nested(this).run();
                        new Inner().new Deeper().run();
                        Runnable r = () -> text += "b";
                        r.run();
                        LongSupplier s = new LongSupplier() {
                            private long captured = big;
                            public long getAsLong() { return ++captured; }
                        };
                        return s.getAsLong() + " " + real + " " + java.util.Arrays.toString(array) + " " + text;
                    }
                }
                """);
    }

    @Test
    void hiddenPackageAndProtectedFields_overPackages() throws Exception {
        assertSameEnhanced(
                "base sub 5 6 7",
                "b.Sub",
                """
                package a;
                class Hidden { static int unused; }
                """,
                """
                package a;
                @dev.odb.Persistent abstract class Base extends Hidden {
                    public int open = 5;
                    protected int shared = 5;
                    String name = "base";
                }
                """,
                """
                package a;
                public abstract class Public extends Base {
                    public String baseName() { return ((Base) this).name; }
                }
                """,
                """
                package b;
                public class Sub extends a.Public implements java.util.concurrent.Callable<Object> {
                    private String name = "sub";
                    public Object call() {
                        java.util.function.IntSupplier s = () -> ++shared;
                        Other.bump(this);
                        return baseName() + " " + name + " " + (open - 2) + " " + s.getAsInt() + " " + open;
                    }
                }
                """,
                """
                package b;
                class Other { static void bump(Sub sub) { sub.open += 2; } }
                """);
    }

    @Test
    void clones_ofSuperclassesSubclassesAndArrays() throws Exception {
        assertSameEnhanced(
                "5 base:1 6 [7] [1] 9",
                "a.Main",
                """
                package a;
                public abstract class Base implements Cloneable {
                    static int made;
                    @Override protected Object clone() throws CloneNotSupportedException {
                        made++;
                        return super.clone();
                    }
                }
                """,
                """
                package a;
                @dev.odb.Persistent class Part extends Base {
                    int size = 5;
                    int[] array = {1};
                    protected Part clone() throws CloneNotSupportedException {
                        Part copy = (Part) super.clone();
                        copy.array = array.clone();
                        return copy;
                    }
                }
                """,
                """
                package a;
                @dev.odb.Persistent class Sub extends Part {
                    int more = 9;
                    protected Sub clone() throws CloneNotSupportedException {
                        java.util.concurrent.Callable<Part> copier = super::clone;
                        try {
                            return (Sub) copier.call();
                        } catch (Exception e) {
                            throw new CloneNotSupportedException();
                        }
                    }
                }
                """,
                """
                package a;
                public class Main implements java.util.concurrent.Callable<Object> {
                    public Object call() throws Exception {
                        Sub one = new Sub();
                        Sub two = one.clone();
                        two.size++;
                        two.array[0] = 7;
                        return one.size + " base:" + Base.made + " " + two.size + " "
                            + java.util.Arrays.toString(two.array) + " " + java.util.Arrays.toString(one.array)
                            + " " + two.more;
                    }
                }
                """);
    }

    @Test
    void constructors_withBranchesLoopsAndLocalClasses() throws Exception {
        assertSameEnhanced(
                "yes:6 no:3 8 true",
                "a.Main",
                """
                package a;
                @dev.odb.Persistent class Part {
                    final String label;
                    int size;
                    Part(String label, long size) { this.label = label; for (; this.size < size; this.size++) { } }
                    Part(boolean yes) {
                        this(switch (yes ? 1 : 0) {
                            case 1 -> new String(new StringBuilder("yes"));
                            default -> "no";
                        }, yes ? 2L * 3 : (long) 3.9d);
                    }
                    public String toString() { return label + ":" + size; }
                }
                """,
                """
                package a;
                public class Main implements java.util.concurrent.Callable<Object> {
                    public Object call() {
                        int captured = 8;
                        Part part = new Part(true);
                        class Local extends Part {
                            int own = captured;
                            Local() { super(part.label + (part.size = 6) + new int[2][3][0].length, part.size); }
                        }
                        Local local = new Local();
                        return part + " " + new Part(false) + " " + local.own + " " + (local.size == 6);
                    }
                }
                """);
    }

    /** Before such a switch the compiler saves the operand stack, with the object under construction, in variables. */
    @Test
    void constructor_withTryInAnArgumentOfSuper() throws Exception {
        assertSameEnhanced(
                "7 8 1",
                "a.Main",
                """
                package a;
                @dev.odb.Persistent class Part {
                    int size;
                    Part(int size) { this.size = size; }
                }
                """,
                """
                package a;
                class Parsed extends Part {
                    Part other;
                    Parsed(Part other, String text) {
                        super(other.size++ + switch (text) {
                            case "" -> 0;
                            default -> {
                                try {
                                    yield Integer.parseInt(text);
                                } catch (NumberFormatException e) {
                                    yield other.size = 8;
                                }
                            }
                        });
                        this.other = other;
                    }
                }
                """,
                """
                package a;
                public class Main implements java.util.concurrent.Callable<Object> {
                    public Object call() {
                        Part first = new Part(0);
                        return new Parsed(first, "7").size + " " + new Parsed(new Part(0), "x").size + " " + first.size;
                    }
                }
                """);
    }

    @Test
    void genericFieldsInterfacesAndExceptions() throws Exception {
        assertSameEnhanced(
                "x7 caught 2",
                "a.Main",
                """
                package a;
                @dev.odb.Persistent class Box<T extends Comparable<T>> {
                    T value;
                    T[] many;
                    java.util.Map<String, Integer> map = new java.util.HashMap<>();
                }
                """,
                """
                package a;
                interface Reads {
                    default String read(Box<String> box) { return box.value; }
                    static int count(Box<?> box) { return box.map.size(); }
                }
                """,
                """
                package a;
                public class Main implements Reads, java.util.concurrent.Callable<Object> {
                    public Object call() {
                        Box<String> box = new Box<>();
                        box.value = "x";
                        box.value += 7;
                        String seen = "";
                        try {
                            Box<String> none = null;
                            none.value = "y";
                        } catch (NullPointerException e) {
                            seen = "caught";
                        }
                        box.map.put("a", 1);
                        box.map.put("b", 2);
                        return read(box) + " " + seen + " " + Reads.count(box);
                    }
                }
                """);
    }

    @Test
    void persistentSubclassOfASkeletonOfTheJdk() throws Exception {
        assertSameEnhanced(
                "{k=v} 1 [k]",
                "a.Single",
                """
                package a;
                import java.util.*;
                @dev.odb.Persistent public class Single extends AbstractMap<String, String>
                        implements java.util.concurrent.Callable<Object> {
                    private String key = "k";
                    public Set<Map.Entry<String, String>> entrySet() { return Set.of(Map.entry(key, "v")); }
                    public Object call() { return this + " " + size() + " " + keySet(); }
                }
                """);
    }

    @Test
    void accessFromCodeThatWasNotEnhanced_failsToLink() throws IOException {
        Build library = new Build(folder.resolve("library"))
                .compile(
                        """
                package l; @dev.odb.Persistent public class L { public int x = 3; }
                """);
        Build user = new Build(folder.resolve("user"), library.classes())
                .compile(
                        """
                package a;
                public class User implements java.util.concurrent.Callable<Object> {
                    public Object call() { return new l.L().x; }
                }
                """);
        library.enhance();
        assertThatThrownBy(() -> user.run("a.User"))
                .isInstanceOf(IllegalAccessError.class)
                .hasMessageContaining("l.L.x");
    }
}
