package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.objects.Values.Circle;
import dev.odb.core.objects.Values.Drawing;
import dev.odb.core.objects.Values.Operator;
import dev.odb.core.objects.Values.Point;
import dev.odb.core.objects.Values.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Enums, records and arrays of all kinds come back as they were stored. */
class ValueKindsTest extends Reopened {
    private Object stored(Object value) {
        Box box = new Box();
        box.value = value;
        return reopened(box).value;
    }

    @Test
    void enumConstantsWithBodies_areTheSameConstants() {
        assertThat(stored(Operator.PLUS)).isSameAs(Operator.PLUS);
        Shape[] shapes = (Shape[]) stored(new Shape[] {Operator.MINUS, new Circle(new Point(1, 2), 3), null});
        assertThat(shapes[0]).isSameAs(Operator.MINUS);
        assertThat(shapes).containsExactly(Operator.MINUS, new Circle(new Point(1, 2), 3), null);
        assertThat(stored(EnumSet.of(Operator.PLUS))).isEqualTo(EnumSet.of(Operator.PLUS));
        Map<Operator, List<Integer>> map = new EnumMap<>(Operator.class);
        map.put(Operator.MINUS, new ArrayList<>(List.of(1)));
        assertThat(stored(map)).isInstanceOf(EnumMap.class).isEqualTo(map);
    }

    @Test
    void nestedRecordsWithCollections_areEqual() {
        Drawing<Circle> inner = new Drawing<>("inner", List.of(), Map.of(), null, null, null);
        List<Circle> circles = new ArrayList<>(List.of(new Circle(new Point(1, 1), 2)));
        Box box = new Box();
        box.value = new Drawing<>("outer", circles, Map.of("l", List.of(new Point(0, 1))), box, inner, new int[] {7});
        Box loaded = reopened(box);
        Drawing<?> drawing = (Drawing<?>) loaded.value;
        assertThat(drawing.title()).isEqualTo("outer");
        assertThat(drawing.shapes()).isEqualTo(circles);
        assertThat(drawing.lines()).isEqualTo(Map.of("l", List.of(new Point(0, 1))));
        assertThat(drawing.owner()).isSameAs(loaded);
        assertThat(drawing.inner()).isEqualTo(inner);
        assertThat(drawing.colors()).containsExactly(7);
    }

    @Test
    @SuppressWarnings("unchecked")
    void collectionInARecord_isWatched() {
        Box box = new Box();
        box.value = new Drawing<>("d", new ArrayList<Circle>(), Map.of(), null, null, new int[] {1, 2});
        Drawing<Circle> drawing = (Drawing<Circle>) reopened(box).value;
        drawing.shapes().add(new Circle(new Point(5, 5), 1));
        drawing.colors()[1] = 9;
        connection().commit();
        Drawing<Circle> again = (Drawing<Circle>) this.<Box>reloaded().value;
        assertThat(again.shapes()).containsExactly(new Circle(new Point(5, 5), 1));
        assertThat(again.colors()).containsExactly(1, 9);
    }

    private static List<Object> arrays() {
        Object[] endless = {"x", null};
        endless[1] = endless;
        return List.of(
                new boolean[] {true, false},
                new byte[] {-1, 0, 1},
                new short[] {Short.MIN_VALUE, 7},
                new char[] {'a', '\ud800', 0},
                new int[] {Integer.MIN_VALUE, 0, 5},
                new long[] {Long.MAX_VALUE},
                new float[] {Float.NaN, -0f},
                new double[] {Double.MIN_VALUE, Double.NEGATIVE_INFINITY},
                new int[0],
                new int[][] {{1}, null, {}},
                new long[][][] {{{1, 2}, {3}}, {}},
                new String[] {"a", null, "\u00e9\ud83d\ude00"},
                new String[][][] {{{"deep"}}},
                new Object[] {1, "two", '3', 4L, 5.0, null, List.of(6)},
                new Comparable<?>[] {1, "two"},
                new Number[] {1, 2L},
                new Runnable[0],
                new List<?>[] {List.of(1), new ArrayList<>(List.of(2)), null},
                new Point[] {new Point(1, 2)},
                new Operator[] {Operator.PLUS, null},
                new Operator[][] {{Operator.MINUS}},
                new Object[][] {new String[] {"narrower"}, new Object[] {new int[] {1}}},
                endless);
    }

    @Test
    void arrays_haveTheirTypesAndElements() {
        List<Object> arrays = arrays();
        Box all = new Box();
        for (Object array : arrays) {
            Box box = new Box();
            box.value = array;
            all.list.add(box);
        }
        Box loaded = reopened(all);
        for (int i = 0; i < arrays.size(); i++) {
            Object array = arrays.get(i);
            Object found = ((Box) loaded.list.get(i)).value;
            assertThat(found).hasSameClassAs(array);
            if (array instanceof Object[] objects && objects.length == 2 && objects[1] == objects) {
                assertThat(((Object[]) found)[1]).isSameAs(found);
            } else {
                assertThat(Objects.deepEquals(found, array)).as("array " + i).isTrue();
            }
        }
    }

    @Test
    void arraysOfPersistentTypes_holdReferences() {
        Creatures.Dog dog = new Creatures.Dog("a", "b");
        Object[] loaded = (Object[]) stored(new Object[] {
            new Creatures.Dog[] {dog, null}, new Creatures.Named[][] {{dog}}, new Comparable<?>[] {dog}
        });
        Creatures.Dog same = ((Creatures.Dog[]) loaded[0])[0];
        assertThat(((Creatures.Named[][]) loaded[1])[0][0]).isSameAs(same);
        assertThat(((Comparable<?>[]) loaded[2])[0]).isSameAs(same);
        assertThat(same.name()).isEqualTo("a");
    }
}
