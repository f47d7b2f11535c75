package dev.odb.core.isolation;

import dev.odb.OdbConnection;
import dev.odb.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The random steps of transactions on one board. */
final class Body {
    /** Odd, so that keys differ if numbers do; spreads them over the pages of the map. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Random random;
    private final String root;
    private final AtomicLong numbers;

    Body(Random random, String root, AtomicLong numbers) {
        this.random = random;
        this.root = root;
        this.numbers = numbers;
    }

    /** A transaction in which nothing was done yet. */
    Running begin(OdbConnection connection, Recording recording) {
        if (recording.tag() != null) {
            connection.transaction().describe(recording.tag());
        }
        return new Running(connection, recording, 1 + random.nextInt(6));
    }

    /** A transaction between two steps. */
    final class Running {
        private final OdbConnection connection;
        private final Recording recording;
        private final List<Savepoint> savepoints = new ArrayList<>();
        private int left;

        private Running(OdbConnection connection, Recording recording, int steps) {
            this.connection = connection;
            this.recording = recording;
            this.left = steps;
        }

        /** Does the next step; false if none is left. */
        boolean step() {
            if (left == 0) {
                return false;
            }
            left--;
            Board board = connection.root(root, Board.class);
            switch (random.nextInt(17)) {
                case 0, 1, 2 -> read(board, random.nextInt(board.lists()), random.nextInt(6) == 0);
                case 3, 4, 5, 6 -> append(board);
                case 7, 8 -> insert(board);
                case 9, 10 -> scan(board);
                case 11 -> remove(board);
                case 12 -> census(board);
                case 13 -> add(board);
                case 14 -> savepoint();
                case 15 -> back();
                default -> recording.step(new Step.Total(board.total.get()));
            }
            return true;
        }

        private void read(Board board, int list, boolean verified) {
            Object holder = board.holder(list);
            if (verified) {
                connection.readCurrent(holder);
            }
            recording.step(new Step.Read(list, List.copyOf(board.list(list)), connection.serial(holder), verified));
        }

        private void append(Board board) {
            int list = random.nextInt(board.lists());
            if (random.nextBoolean()) {
                read(board, list, false);
            }
            long value = numbers.incrementAndGet();
            board.list(list).add(value);
            recording.step(new Step.Append(list, value));
        }

        private void insert(Board board) {
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                long key = numbers.incrementAndGet() * SPREAD;
                board.map.put(key, key);
                board.census.add(1);
                recording.step(new Step.Insert(key));
            }
        }

        private List<Long> scan(Board board) {
            long one = random.nextLong();
            long other = random.nextLong();
            long from = Math.min(one, other);
            long to = Math.max(one, other);
            NavigableMap<Long, Long> range = board.map.subMap(from, true, to, true);
            if (random.nextBoolean()) {
                range = range.descendingMap();
            }
            List<Long> keys = new ArrayList<>(range.keySet());
            recording.step(new Step.Scan(from, to, Set.copyOf(keys)));
            return keys;
        }

        private void remove(Board board) {
            List<Long> keys = scan(board);
            if (!keys.isEmpty()) {
                long key = keys.get(random.nextInt(keys.size()));
                board.map.remove(key);
                board.census.add(-1);
                recording.step(new Step.Remove(key));
            }
        }

        private void census(Board board) {
            int scanned = 0;
            for (Map.Entry<Long, Long> entry : board.map.entrySet()) {
                scanned += entry.getKey().equals(entry.getValue()) ? 1 : 0;
            }
            recording.step(new Step.Census(board.census.get(), board.map.size(), scanned));
        }

        private void savepoint() {
            savepoints.add(connection.savepoint());
            recording.step(new Step.Savepoint(savepoints.size()));
        }

        /** Later savepoints are none any more. */
        private void back() {
            if (savepoints.isEmpty()) {
                savepoint();
                return;
            }
            int number = 1 + random.nextInt(savepoints.size());
            savepoints.get(number - 1).rollback();
            savepoints.subList(number, savepoints.size()).clear();
            recording.step(new Step.Back(number));
        }

        private void add(Board board) {
            long delta = random.nextInt(1000) - 300L;
            board.total.add(delta);
            recording.step(new Step.Add(delta));
        }
    }
}
