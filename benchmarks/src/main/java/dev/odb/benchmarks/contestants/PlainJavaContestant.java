package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.nio.file.Path;
import java.util.List;

/** Objects in memory, nothing durable: the limit of the hot read. */
public final class PlainJavaContestant implements Contestant {
    private final PlainTracker tracker = new PlainTracker();

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public String settings() {
        return "a TreeMap; nothing is durable, so only the hot read counts";
    }

    @Override
    public void open(Path folder) {}

    @Override
    public void load(List<IssueText> issues) {
        for (IssueText text : issues) {
            tracker.add(text);
        }
    }

    @Override
    public void setStatus(int issue, int status) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(int issue) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long readAll(int[] issues) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long hotPass() {
        return tracker.hotPass();
    }

    @Override
    public void close() {}
}
