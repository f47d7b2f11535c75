package dev.odb.core.isolation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a process writes down its transactions as they go, each before it may commit and again when it is over, so that
 * they are known though the process is killed. All threads may use it.
 */
final class Journal implements AutoCloseable {
    /** Writes nothing. */
    static final Journal NONE = new Journal(null, "");

    private final BufferedWriter out;
    private final String process;
    private final AtomicLong tags = new AtomicLong();

    private Journal(BufferedWriter out, String process) {
        this.out = out;
        this.process = process;
    }

    /** One of a process, whose name begins the tags of its transactions. */
    static Journal of(Path file, String process) throws IOException {
        return new Journal(Files.newBufferedWriter(file), process);
    }

    /** A name that no other transaction has, or null if nothing is written down. */
    String tag() {
        return out == null ? null : process + "-" + tags.incrementAndGet();
    }

    /** Writes down a transaction, with a {@code ?} if it is not over yet. */
    synchronized void write(String tag, Transaction transaction, boolean over) {
        if (out != null) {
            try {
                out.write(tag + (over ? " . " : " ? ") + TransactionText.of(transaction));
                out.newLine();
                // to the operating system, which is not killed
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * What was written down last of a transaction.
     *
     * @param over whether its process knew what became of it
     */
    record Entry(String tag, boolean over, Transaction transaction) {}

    /** The transactions of a process; a line that was cut short by its end is none. */
    static Collection<Entry> read(Path file) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String all = Files.readString(file);
        for (String line : all.substring(0, all.lastIndexOf('\n') + 1).lines().toList()) {
            String[] parts = line.split(" ", 3);
            entries.put(parts[0], new Entry(parts[0], parts[1].equals("."), TransactionText.parse(parts[2])));
        }
        return entries.values();
    }
}
