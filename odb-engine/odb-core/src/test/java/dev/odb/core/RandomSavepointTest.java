package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import dev.odb.InvalidSavepointException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.Savepoint;
import dev.odb.core.model.Knot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changes of a graph with random savepoints, rollbacks to them, rollbacks and commits, beside a plain copy of what
 * the graph must be at each of them; also where objects lose their state in memory at every chance.
 */
class RandomSavepointTest {
    private final long seed = Long.getLong("odb.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Point> points = new ArrayList<>();
    private final List<Savepoint> invalid = new ArrayList<>();
    private final List<Knot> held = new ArrayList<>();
    private Map<Integer, Plain> model = new TreeMap<>();
    private Map<Integer, Plain> committed = new TreeMap<>();
    private OdbConnection connection;
    private int keys;
    private int rollbacks;

    /** A knot without ODB. */
    private record Plain(int value, String text, List<Integer> numbers, List<Integer> next) {}

    /** A savepoint and what it must give back. */
    private record Point(Savepoint savepoint, Map<Integer, Plain> model) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 100_000})
    void graph_isWhatItWasAtTheSavepoint(int maxObjects) {
        int steps = (int) (100_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        OdbConfiguration configuration =
                OdbConfiguration.of("odb:memory:" + UUID.randomUUID()).withMaxObjects(maxObjects);
        try (Engine database = Engine.open(configuration)) {
            database.transact(c -> c.roots().put("knots", new BTreeMap<Integer, Knot>()));
            connection = database.connect();
            for (int i = 0; i < steps; i++) {
                step();
            }
            connection.commit();
            compare(model);
            database.transact(c -> {
                connection = c;
                compare(model);
                return null;
            });
        }
        assertThat(rollbacks).as("seed " + seed).isGreaterThan(steps / 100);
    }

    private void step() {
        int what = random.nextInt(100);
        if (what < 70) {
            change();
        } else if (what < 82) {
            points.add(new Point(connection.savepoint(), new TreeMap<>(model)));
        } else if (what < 92) {
            if (!points.isEmpty()) {
                rollbackTo(random.nextInt(points.size()));
            }
        } else if (what < 95) {
            connection.commit();
            committed = new TreeMap<>(model);
            over();
        } else if (what < 98) {
            connection.rollback();
            model = new TreeMap<>(committed);
            over();
            compare(model);
        } else if (!invalid.isEmpty()) {
            Savepoint gone = invalid.get(random.nextInt(invalid.size()));
            assertThatThrownBy(gone::rollback).isInstanceOf(InvalidSavepointException.class);
        }
    }

    private void rollbackTo(int index) {
        Point point = points.get(index);
        point.savepoint.rollback();
        rollbacks++;
        List<Point> later = points.subList(index + 1, points.size());
        later.forEach(gone -> invalid.add(gone.savepoint));
        later.clear();
        model = new TreeMap<>(point.model);
        if (random.nextInt(4) == 0) {
            compare(model);
        }
    }

    private void over() {
        points.forEach(gone -> invalid.add(gone.savepoint));
        points.clear();
        if (invalid.size() > 50) {
            invalid.clear();
        }
    }

    private void change() {
        BTreeMap<Integer, Knot> knots = knots();
        if (model.isEmpty() || random.nextInt(6) == 0) {
            make(knots);
            return;
        }
        int key = anyKey();
        Plain old = model.get(key);
        Knot knot = knots.get(key);
        if (random.nextInt(8) == 0) {
            held.add(knot);
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                knot.value = random.nextInt();
                model.put(key, new Plain(knot.value, old.text, old.numbers, old.next));
            }
            case 1 -> {
                knot.text = "x".repeat(random.nextInt(2000));
                model.put(key, new Plain(old.value, knot.text, old.numbers, old.next));
            }
            case 2 -> {
                int number = random.nextInt();
                knot.numbers[1] = number;
                model.put(key, new Plain(old.value, old.text, List.of(old.numbers.get(0), number), old.next));
            }
            case 3, 4 -> link(knots, key, knot, old);
            default -> remove(knots, key);
        }
    }

    /** Makes a knot, or takes one that was made in vain and keeps its state. */
    private void make(BTreeMap<Integer, Knot> knots) {
        Knot knot = new Knot();
        int reused = held.isEmpty() ? 0 : random.nextInt(held.size());
        if (!held.isEmpty() && connection.serial(held.get(reused)) == 0 && !knots.containsValue(held.get(reused))) {
            knot = held.remove(reused);
            knot.next.clear();
        }
        knots.put(keys, knot);
        List<Integer> numbers = Arrays.stream(knot.numbers).boxed().toList();
        model.put(keys++, new Plain(knot.value, knot.text, numbers, List.of()));
        while (held.size() > 20) {
            held.remove(0);
        }
    }

    private void link(BTreeMap<Integer, Knot> knots, int key, Knot knot, Plain old) {
        List<Integer> next = new ArrayList<>(old.next);
        if (next.size() > 3) {
            knot.next.remove(0);
            next.remove(0);
        }
        int other = anyKey();
        knot.next.add(knots.get(other));
        next.add(other);
        model.put(key, new Plain(old.value, old.text, old.numbers, next));
    }

    private void remove(BTreeMap<Integer, Knot> knots, int key) {
        if (model.size() < 40) {
            return;
        }
        Knot gone = knots.get(key);
        model.replaceAll((other, plain) -> {
            if (!plain.next.contains(key)) {
                return plain;
            }
            knots.get(other).next.removeIf(target -> target == gone);
            List<Integer> next = new ArrayList<>(plain.next);
            next.removeIf(target -> target == key);
            return new Plain(plain.value, plain.text, plain.numbers, next);
        });
        knots.remove(key);
        model.remove(key);
    }

    private int anyKey() {
        List<Integer> all = List.copyOf(model.keySet());
        return all.get(random.nextInt(all.size()));
    }

    @SuppressWarnings("unchecked")
    private BTreeMap<Integer, Knot> knots() {
        return connection.root("knots", BTreeMap.class);
    }

    private void compare(Map<Integer, Plain> expected) {
        BTreeMap<Integer, Knot> knots = knots();
        assertThat(knots.keySet()).as("seed " + seed).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, plain) -> {
            Knot knot = knots.get(key);
            List<Integer> numbers = Arrays.stream(knot.numbers).boxed().toList();
            assertThat(new Plain(knot.value, knot.text, numbers, plain.next))
                    .as("seed %s, knot %s", seed, key)
                    .isEqualTo(plain);
            assertThat(knot.next).as("seed %s, knot %s", seed, key).hasSameSizeAs(plain.next);
            for (int i = 0; i < plain.next.size(); i++) {
                assertThat(knot.next.get(i)).as("seed %s, knot %s", seed, key).isSameAs(knots.get((int)
                        plain.next.get(i)));
            }
        });
    }
}
