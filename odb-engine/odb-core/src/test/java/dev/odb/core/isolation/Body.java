package dev.odb.core.isolation;

import dev.odb.OdbConnection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The random steps of a transaction. */
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

    void run(OdbConnection connection, Recording recording) {
        Board board = connection.root(root, Board.class);
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            step(connection, board, recording);
            if (random.nextInt(3) == 0) {
                Thread.yield();
            }
        }
    }

    private void step(OdbConnection connection, Board board, Recording recording) {
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> read(connection, board, recording, random.nextInt(board.lists()), random.nextInt(6) == 0);
            case 3, 4, 5, 6 -> append(connection, board, recording);
            case 7, 8 -> insert(board, recording);
            case 9 -> scan(board, recording);
            case 10 -> census(board, recording);
            case 11 -> add(board, recording);
            default -> recording.step(new Step.Total(board.total.get()));
        }
    }

    private static void read(OdbConnection connection, Board board, Recording recording, int list, boolean verified) {
        Object holder = board.holder(list);
        if (verified) {
            connection.readCurrent(holder);
        }
        recording.step(new Step.Read(list, List.copyOf(board.list(list)), connection.serial(holder), verified));
    }

    private void append(OdbConnection connection, Board board, Recording recording) {
        int list = random.nextInt(board.lists());
        if (random.nextBoolean()) {
            read(connection, board, recording, list, false);
        }
        long value = numbers.incrementAndGet();
        board.list(list).add(value);
        recording.step(new Step.Append(list, value));
    }

    private void insert(Board board, Recording recording) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            long key = numbers.incrementAndGet() * SPREAD;
            board.map.put(key, key);
            board.census.add(1);
            recording.step(new Step.Insert(key));
        }
    }

    private void scan(Board board, Recording recording) {
        long one = random.nextLong();
        long other = random.nextLong();
        long from = Math.min(one, other);
        long to = Math.max(one, other);
        NavigableMap<Long, Long> range = board.map.subMap(from, true, to, true);
        if (random.nextBoolean()) {
            range = range.descendingMap();
        }
        recording.step(new Step.Scan(from, to, Set.copyOf(range.keySet())));
    }

    private static void census(Board board, Recording recording) {
        int scanned = 0;
        for (Map.Entry<Long, Long> entry : board.map.entrySet()) {
            scanned += entry.getKey().equals(entry.getValue()) ? 1 : 0;
        }
        recording.step(new Step.Census(board.census.get(), board.map.size(), scanned));
    }

    private void add(Board board, Recording recording) {
        long delta = random.nextInt(1000) - 300L;
        board.total.add(delta);
        recording.step(new Step.Add(delta));
    }
}
