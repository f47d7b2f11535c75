package dev.odb.core.isolation;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.storage.BranchId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One of several processes that run random transactions on one database. Commands come from its input, one a line, and are
 * answered by a line each; it ends with its input.
 */
final class IsolationServer {
    private static final int THREADS = 3;
    private static final int NUMBERS = 40;

    private final Engine database;
    private final Workload workload;
    private final Path folder;
    private final long process;
    private final AtomicLong numbers;
    private int runs;

    private IsolationServer(Engine database, Workload workload, Path folder, long process) {
        this.database = database;
        this.workload = workload;
        this.folder = folder;
        this.process = process;
        numbers = new AtomicLong(process << NUMBERS);
        Attempt.beginBranches(process);
    }

    /** Arguments: URL, folder for journals, number of the process, isolation, seed. */
    public static void main(String[] arguments) throws Exception {
        // whatever it is doing, it does not outlive the test
        ProcessHandle.current().parent().orElseThrow().onExit().thenRun(() -> Runtime.getRuntime()
                .halt(1));
        Isolation isolation = Isolation.valueOf(arguments[3]);
        OdbConfiguration configuration = OdbConfiguration.of(arguments[0])
                .withLockWait(Duration.ofMillis(50))
                .withIsolation(isolation);
        try (Engine database = Engine.open(configuration);
                Workload workload = new Workload(database, Long.parseLong(arguments[4]), isolation, THREADS);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            IsolationServer server =
                    new IsolationServer(database, workload, Path.of(arguments[1]), Long.parseLong(arguments[2]));
            System.out.println("open");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(server.answer(List.of(line.split(" "))));
            }
        }
    }

    private String answer(List<String> command) throws Exception {
        return switch (command.get(0)) {
            case "board" -> workload.boards().next();
            case "run" -> run(command.get(1), Integer.parseInt(command.get(2)), Integer.parseInt(command.get(3)));
            case "finish" -> finish(Long.parseLong(command.get(1)));
            default -> throw new IllegalArgumentException(command.toString());
        };
    }

    private String run(String root, int transactions, int kept) throws Exception {
        Round round;
        int prepared;
        String name = root + "-" + process + "-" + ++runs;
        try (Journal journal = Journal.of(folder.resolve(name), name)) {
            // nanoseconds since the computer was started, the same in all processes
            round = new Round(System::nanoTime, journal);
            prepared = workload.run(root, round, transactions, numbers, kept, false);
        }
        List<Transaction> all = round.transactions();
        round.failures().forEach(Throwable::printStackTrace);
        return round.failures().size() + " " + all.size() + " "
                + all.stream().filter(Transaction::committed).count() + " " + prepared;
    }

    /** Decides what another process has left prepared; what is not committed is rolled back. */
    private String finish(long other) {
        int committed = 0;
        int rolledBack = 0;
        for (var branch : database.prepared()) {
            BranchId id = branch.id();
            if (Attempt.process(id) == other && (committed + rolledBack) % 2 == 0) {
                database.commitPrepared(id);
                committed++;
            } else if (Attempt.process(id) == other) {
                database.rollbackPrepared(id);
                rolledBack++;
            }
        }
        return committed + " " + rolledBack;
    }
}
