package dev.odb.benchmarks.server;

import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.server.nothing.Nothing;
import dev.odb.benchmarks.server.nothing.NothingFactory;
import jakarta.transaction.UserTransaction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Measures one value after the other in the thread that calls, and looks whether what was read is what was written. */
final class CostMeter {
    private static final int LOAD = 500;

    private final UserTransaction transaction;
    private final NothingFactory second;
    private final double seconds;
    private final long[] checksums;
    private final Random random = new Random(1);
    private final StringBuilder values = new StringBuilder();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** What was written last. */
    private int issue;

    private int status;

    CostMeter(UserTransaction transaction, NothingFactory second, double seconds, int issues) {
        this.transaction = transaction;
        this.second = second;
        this.seconds = seconds;
        checksums = IntStream.range(0, issues)
                .mapToLong(number -> IssueText.of(number).checksum())
                .toArray();
    }

    /**
     * Loads the issues, which must not be there yet, and measures.
     *
     * @return the lines of all values of all rounds
     */
    String measure(List<Participant> participants, ForcedFile file, int rounds) throws Exception {
        for (Participant one : participants) {
            if (one instanceof Keeper keeper) {
                load(keeper);
            }
        }
        for (int round = 0; round < rounds; round++) {
            reads(participants);
            writes(participants, file);
        }
        return values.toString();
    }

    private void reads(List<Participant> participants) throws Exception {
        add(Cost.EMPTY, "", () -> in(() -> null));
        for (Participant one : participants) {
            add(
                    Cost.UNTOUCHED,
                    one.name(),
                    () -> in(() -> {
                        one.untouched();
                        return null;
                    }));
        }
        for (Participant one : participants) {
            if (one instanceof Keeper keeper) {
                add(Cost.READ, one.name(), () -> in(() -> read(keeper)));
            }
        }
    }

    private void writes(List<Participant> participants, ForcedFile file) throws Exception {
        add(Cost.FORCE, "", () -> {
            file.append();
            return null;
        });
        for (boolean beside : new boolean[] {false, true}) {
            for (Participant one : participants) {
                add(beside ? Cost.WRITE_BESIDE : Cost.WRITE, one.name(), () -> write(one, beside));
                if (one instanceof Keeper keeper) {
                    in(() -> requireSame(keeper, "status", keeper.status(issue), status));
                }
            }
        }
    }

    private void load(Keeper one) throws Exception {
        for (int first = 0; first < checksums.length; first += LOAD) {
            List<IssueText> part = IntStream.range(first, Math.min(checksums.length, first + LOAD))
                    .mapToObj(IssueText::of)
                    .toList();
            in(() -> {
                one.load(part);
                return null;
            });
        }
    }

    private Void read(Keeper one) throws Exception {
        int number = random.nextInt(checksums.length);
        return requireSame(one, "checksum", one.read(number), checksums[number]);
    }

    private Void requireSame(Keeper one, String what, long read, long written) {
        if (read != written) {
            throw new IllegalStateException(
                    one.name() + " read another " + what + " than was stored: " + read + ", not " + written);
        }
        return null;
    }

    private Void write(Participant one, boolean beside) throws Exception {
        issue = random.nextInt(checksums.length);
        status = random.nextInt();
        in(() -> {
            if (beside) {
                try (Nothing other = second.getConnection()) {
                    other.work();
                }
            }
            one.write(issue, status);
            return null;
        });
        one.force();
        return null;
    }

    private <T> T in(Callable<T> work) throws Exception {
        transaction.begin();
        boolean done = false;
        try {
            T result = work.call();
            done = true;
            return result;
        } finally {
            if (done) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
        }
    }

    /** The same for the time unmeasured, so that it is compiled, and then measured. */
    private void add(Cost row, String participant, Callable<?> work) throws Exception {
        repeat(work);
        Value value = repeat(work);
        values.append(row)
                .append('\t')
                .append(participant)
                .append('\t')
                .append(value.time)
                .append('\t')
                .append(value.processorTime)
                .append('\n');
    }

    /**
     * Microseconds a transaction.
     *
     * @param processorTime of this thread, which others on the machine disturb less
     */
    private record Value(double time, double processorTime) {}

    private Value repeat(Callable<?> work) throws Exception {
        long processorStart = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        int done = 0;
        long now;
        do {
            work.call();
            done++;
            now = System.nanoTime();
        } while (now < end);
        long processorTime = threads.getCurrentThreadCpuTime() - processorStart;
        return new Value((now - start) / 1e3 / done, processorTime / 1e3 / done);
    }
}
