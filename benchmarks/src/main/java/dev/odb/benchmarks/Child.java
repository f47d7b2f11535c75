package dev.odb.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * One measurement in a process of its own. Prints {@code result <row> <value>}, nothing of the kind if the contestant cannot
 * do it; fails if what was read is wrong.
 */
final class Child {
    /** What a line with the result begins with. */
    static final String RESULT = "result ";

    private static final int PER_TRANSACTION = 1000;
    private static final int COLD_ISSUES = 20_000;
    private static final int MOST_LOADED_UNMEASURED = 100_000;

    private final Contestant contestant;
    private final Path folder;
    private final int issues;
    private final double seconds;

    private Child(Contestant contestant, Path folder, int issues, double seconds) {
        this.contestant = contestant;
        this.folder = folder;
        this.issues = issues;
        this.seconds = seconds;
    }

    /** Arguments: contestant, row, folder, number of issues, seconds. */
    public static void main(String[] arguments) throws Exception {
        Contestants kind = Contestants.valueOf(arguments[0]);
        Row row = Row.valueOf(arguments[1]);
        Path folder = Path.of(arguments[2]);
        int issues = Integer.parseInt(arguments[3]);
        Child child = new Child(kind.make(), folder, issues, Double.parseDouble(arguments[4]));
        try {
            if (row == Row.LOAD) {
                loadElsewhere(kind, folder, Math.min(issues, MOST_LOADED_UNMEASURED));
                child.contestant.recreate(folder);
            }
            child.measure(row);
        } catch (UnsupportedOperationException e) {
            System.out.println("not for " + child.contestant.name());
        }
        System.exit(0);
    }

    private static void loadElsewhere(Contestants kind, Path folder, int issues) throws Exception {
        Path other = folder.resolveSibling(folder.getFileName() + "-unmeasured");
        try (Contestant contestant = kind.make()) {
            contestant.recreate(other);
            contestant.open(other);
            new Child(contestant, other, issues, 0).load();
        }
        kind.make().recreate(other);
    }

    private void measure(Row row) throws Exception {
        long empty = row == Row.OPEN ? usedHeap() : 0;
        long start = System.nanoTime();
        contestant.open(folder);
        try {
            switch (row) {
                case LOAD -> {
                    result(row, load());
                    contestant.loaded(folder);
                }
                case OPEN -> {
                    result(row, open(start));
                    result(Row.OPEN_MEMORY, (usedHeap() - empty) / (double) (1 << 20));
                }
                case COLD_READ -> result(row, coldRead(contestant.readsAtOpen() ? start : System.nanoTime()));
                case READ -> result(row, read());
                case HOT_READ -> result(row, hotRead());
                case COMMIT_1 -> result(row, commits(1));
                case COMMIT_2 -> result(row, commits(2));
                case COMMIT_4 -> result(row, commits(4));
                case COMMIT_8 -> result(row, commits(8));
                case COMMIT_16 -> result(row, commits(16));
                case COMMIT_32 -> result(row, commits(32));
                case COMMIT_64 -> result(row, commits(64));
                case COUNTER_8 -> result(row, counter());
                case SAME_ISSUE_8 -> sameIssue(row);
                case DISK, OPEN_MEMORY, ATTEMPTS -> throw new IllegalArgumentException(row + " is a by-product");
            }
        } finally {
            contestant.close();
        }
    }

    private static void result(Row row, double value) {
        System.out.println(RESULT + row + " " + value);
    }

    /** The time in the contestant; the texts are made outside. */
    private double load() throws Exception {
        long nanos = 0;
        for (int first = 0; first < issues; first += PER_TRANSACTION) {
            List<IssueText> texts = IntStream.range(first, Math.min(first + PER_TRANSACTION, issues))
                    .mapToObj(IssueText::of)
                    .toList();
            long start = System.nanoTime();
            contestant.load(texts);
            nanos += System.nanoTime() - start;
        }
        return issues * (double) IssueText.OBJECTS / nanos * 1e9;
    }

    private double open(long start) throws Exception {
        check(issues / 2, IssueText.of(issues / 2).checksum());
        return (System.nanoTime() - start) / 1e6;
    }

    private double read() throws Exception {
        long[] expected = IntStream.range(0, issues)
                .mapToLong(issue -> IssueText.of(issue).checksum())
                .toArray();
        contestant.readAll(IntStream.range(0, issues).toArray());
        return Threads.rate(1, seconds, random -> () -> {
            int issue = random.nextInt(issues);
            return check(issue, expected[issue]);
        });
    }

    private void sameIssue(Row row) throws Exception {
        Threads.Counted done = new Threads.Counted();
        double rate = Threads.rate(8, seconds, random -> () -> {
            done.add();
            return setStatus(7, random.nextInt(10));
        });
        result(Row.ATTEMPTS, contestant.attempts() / (double) done.total());
        result(row, rate);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private double coldRead(long start) throws Exception {
        int[] chosen = new Random(42).ints(COLD_ISSUES, 0, issues).toArray();
        long sum = contestant.readAll(chosen);
        long nanos = System.nanoTime() - start;
        long expected = 0;
        for (int issue : chosen) {
            expected += IssueText.of(issue).checksum();
        }
        if (sum != expected) {
            throw new IllegalStateException(contestant.name() + " read something else than was loaded");
        }
        return COLD_ISSUES * (IssueText.OBJECTS + 1.0) / nanos * 1e9;
    }

    private double hotRead() throws Exception {
        if (contestant.name().equals("plain Java")) {
            contestant.load(IntStream.range(0, issues).mapToObj(IssueText::of).toList());
        }
        hotPass();
        return issues * Threads.rate(1, seconds, random -> this::hotPass);
    }

    private Void hotPass() throws Exception {
        long passed = contestant.hotPass();
        if (passed != issues) {
            throw new IllegalStateException(contestant.name() + " has " + passed + " issues");
        }
        return null;
    }

    private double commits(int threads) throws Exception {
        return Threads.rate(threads, seconds, random -> () -> setStatus(random.nextInt(issues), random.nextInt(10)));
    }

    private Void setStatus(int issue, int status) throws Exception {
        contestant.setStatus(issue, status);
        return null;
    }

    private Void check(int issue, long expected) throws Exception {
        if (contestant.read(issue) != expected) {
            throw new IllegalStateException(contestant.name() + " read something else than issue " + issue);
        }
        return null;
    }

    private double counter() throws Exception {
        long before = contestant.counter();
        Threads.Counted done = new Threads.Counted();
        double rate = Threads.rate(8, seconds, random -> (Callable<Void>) () -> {
            contestant.increment();
            done.add();
            return null;
        });
        if (contestant.counter() != before + done.total()) {
            throw new IllegalStateException(contestant.name() + " lost increments");
        }
        return rate;
    }
}
