package dev.odb.benchmarks;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * One measurement in a process of its own. Prints {@code result <value>}, or {@code result none} if the contestant cannot
 * do it; fails if what was read is wrong.
 */
final class Child {
    /** What a line with the result begins with. */
    static final String RESULT = "result ";

    private static final int PER_TRANSACTION = 1000;
    private static final int COLD_ISSUES = 20_000;

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
        Child child = new Child(
                Contestants.valueOf(arguments[0]).make(),
                Path.of(arguments[2]),
                Integer.parseInt(arguments[3]),
                Double.parseDouble(arguments[4]));
        String result;
        try {
            result = Double.toString(child.measure(Row.valueOf(arguments[1])));
        } catch (UnsupportedOperationException e) {
            result = "none";
        }
        System.out.println(RESULT + result);
        System.exit(0);
    }

    private double measure(Row row) throws Exception {
        long empty = row == Row.OPEN_MEMORY ? usedHeap() : 0;
        long start = System.nanoTime();
        contestant.open(folder);
        try {
            return switch (row) {
                case LOAD -> load();
                case DISK -> throw new IllegalArgumentException("measured from outside");
                case OPEN -> open(start);
                case OPEN_MEMORY -> memory(empty);
                case COLD_READ -> coldRead();
                case READ -> Threads.rate(1, seconds, random -> () -> check(random.nextInt(issues)));
                case HOT_READ -> hotRead();
                case COMMIT_1 -> commits(1);
                case COMMIT_8 -> commits(8);
                case COMMIT_32 -> commits(32);
                case COUNTER_8 -> counter();
                case SAME_ISSUE_8 -> Threads.rate(8, seconds, random -> () -> setStatus(7, random.nextInt(10)));
            };
        } finally {
            contestant.close();
        }
    }

    private double load() throws Exception {
        long start = System.nanoTime();
        for (int first = 0; first < issues; first += PER_TRANSACTION) {
            contestant.load(first, Math.min(PER_TRANSACTION, issues - first));
        }
        return issues * (double) IssueText.OBJECTS / (System.nanoTime() - start) * 1e9;
    }

    private double open(long start) throws Exception {
        check(issues / 2);
        return (System.nanoTime() - start) / 1e6;
    }

    private double memory(long empty) throws Exception {
        check(issues / 2);
        return (usedHeap() - empty) / (double) (1 << 20);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private double coldRead() throws Exception {
        int[] chosen = new Random(42).ints(COLD_ISSUES, 0, issues).toArray();
        long start = System.nanoTime();
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
            contestant.load(0, issues);
        }
        return issues
                * Threads.rate(1, seconds, random -> () -> {
                    long passed = contestant.hotPass();
                    if (passed != issues) {
                        throw new IllegalStateException(contestant.name() + " has " + passed + " issues");
                    }
                    return null;
                });
    }

    private double commits(int threads) throws Exception {
        return Threads.rate(threads, seconds, random -> () -> setStatus(random.nextInt(issues), random.nextInt(10)));
    }

    private Void setStatus(int issue, int status) throws Exception {
        contestant.setStatus(issue, status);
        return null;
    }

    private Void check(int issue) throws Exception {
        if (contestant.read(issue) != IssueText.of(issue).checksum()) {
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
