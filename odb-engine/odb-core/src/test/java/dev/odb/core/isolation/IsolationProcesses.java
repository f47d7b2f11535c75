package dev.odb.core.isolation;

import dev.odb.Isolation;
import dev.odb.ObjectDatabase;
import dev.odb.core.storage.BranchId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Several processes that run random transactions on one database, and what they saw together. Times are compared between
 * processes, which only a clock that all of a computer share allows: Linux has one.
 */
public final class IsolationProcesses implements AutoCloseable {
    private static final Duration END = Duration.ofMinutes(1);

    private final String url;
    private final Path folder;
    private final Isolation isolation;
    private final long seed;
    private final Map<Integer, Child> children = new TreeMap<>();
    private int started;

    /**
     * None yet.
     *
     * @param folder for what they write down
     */
    public IsolationProcesses(String url, Path folder, Isolation isolation, long seed) {
        this.url = url;
        this.folder = folder;
        this.isolation = isolation;
        this.seed = seed;
    }

    /** A process with both ends of its line. */
    private record Child(Process process, Writer in, BufferedReader out) {
        void tell(String command) throws IOException {
            in.write(command + "\n");
            in.flush();
        }

        String answer() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("The process has ended.");
            }
            return line;
        }
    }

    /**
     * What a process has done.
     *
     * @param failures how many ended in something that is no conflict
     * @param transactions how many it began
     * @param prepared how many were prepared and decided later
     */
    public record Done(int failures, int transactions, int committed, int prepared) {}

    /** Starts so many, at once, and gives the number of the first one. */
    public int start(int count) throws IOException {
        int first = started + 1;
        for (int i = 0; i < count; i++) {
            int number = ++started;
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            IsolationServer.class.getName(),
                            url,
                            folder.toString(),
                            Integer.toString(number),
                            isolation.name(),
                            Long.toString(seed + number))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            children.put(number, child(process));
        }
        for (int number = first; number <= started; number++) {
            children.get(number).answer();
        }
        return first;
    }

    private static Child child(Process process) {
        return new Child(
                process,
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** Has a process make a board for all, and gives its root's name. */
    public String board(int process) throws IOException {
        Child child = children.get(process);
        child.tell("board");
        return child.answer();
    }

    /**
     * Has a process begin so many transactions on a board.
     *
     * @param kept how many branches it is to leave prepared for long
     */
    public void run(int process, String root, int transactions, int kept) throws IOException {
        children.get(process).tell("run " + root + " " + transactions + " " + kept);
    }

    /** Waits until it is through. */
    public Done done(int process) throws IOException {
        int[] numbers = numbers(children.get(process).answer());
        return new Done(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /** Whether it has not ended by itself. */
    public boolean isAlive(int process) {
        return children.get(process).process.isAlive();
    }

    /** As kill -9. */
    public void kill(int process) throws InterruptedException {
        children.remove(process).process.destroyForcibly().waitFor();
    }

    /** Has a process decide what a dead one has left prepared; gives how many branches were committed, and rolled back. */
    public int[] finish(int process, int dead) throws IOException {
        children.get(process).tell("finish " + dead);
        return numbers(children.get(process).answer());
    }

    private static int[] numbers(String line) {
        return Stream.of(line.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** The number of the process that prepared a branch. */
    public static int process(BranchId branch) {
        return (int) Attempt.process(branch);
    }

    /**
     * What of all that was done on a board no database of that isolation can show, or is lost, or has come from nowhere.
     *
     * @param database what they have left
     * @param committed the descriptions of all transactions that are there
     */
    public List<String> anomalies(String root, ObjectDatabase database, Set<String> committed) throws IOException {
        List<String> found = new ArrayList<>();
        List<Transaction> all = new ArrayList<>();
        long now = System.nanoTime();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(root + "-"))
                    .toList()) {
                for (Journal.Entry entry : Journal.read(file)) {
                    boolean there = committed.contains(entry.tag());
                    Transaction known = entry.transaction();
                    boolean mustBeThere =
                            known.changes(Step.Append.class).findAny().isPresent();
                    if (entry.over() && mustBeThere && known.committed() != there) {
                        found.add(entry.tag() + (there ? " was said to be rolled back" : " is lost") + ": " + known);
                    }
                    all.add(new Transaction(
                            all.size(),
                            known.begin(),
                            known.ending(),
                            entry.over() ? known.end() : now,
                            entry.over() ? known.committed() : there,
                            known.steps()));
                }
            }
        }
        History.State last = Boards.stateOf(root, database);
        Checker.check(new History(all, last, isolation == Isolation.SERIALIZABLE))
                .forEach(anomaly -> found.add(anomaly.toString()));
        return found;
    }

    /** Has all of them end, whatever becomes of one; one that does not is killed. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Child child : children.values()) {
            try {
                child.in.close();
            } catch (IOException e) {
                // it did not hear what it was told last
                failure = e;
            }
        }
        CompletableFuture<?> ends = CompletableFuture.allOf(
                children.values().stream().map(child -> child.process.onExit()).toArray(CompletableFuture[]::new));
        try {
            ends.get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            failure = new IOException("Not all have ended within " + END, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new IOException("Nobody waits for their end any more.", e);
        }
        for (Child child : children.values()) {
            child.process.destroyForcibly();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
