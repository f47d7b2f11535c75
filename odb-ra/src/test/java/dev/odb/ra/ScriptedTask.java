package dev.odb.ra;

import dev.odb.OdbConnection;
import dev.odb.core.inflow.ClaimedTask;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A task that tells how it ended. */
final class ScriptedTask implements ClaimedTask {
    private final Function<OdbConnection, Object> stored;
    private final int failures;
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    /** What ending it throws, the first time. */
    RuntimeException failing;

    /** How it ended: delivered, retry, park, putOff or release. */
    record End(String how, Duration after, Throwable reason) {}

    ScriptedTask(int failures, Function<OdbConnection, Object> stored) {
        this.failures = failures;
        this.stored = stored;
    }

    /** Waits for its end. */
    End end() throws InterruptedException {
        End end = ends.poll(1, TimeUnit.MINUTES);
        if (end == null) {
            throw new AssertionError("the task was not ended");
        }
        return end;
    }

    @Override
    public long id() {
        return 7;
    }

    @Override
    public String key() {
        return "";
    }

    @Override
    public int failures() {
        return failures;
    }

    @Override
    public Object receive(OdbConnection connection) {
        return stored.apply(connection);
    }

    @Override
    public void delivered() {
        end("delivered", null, null);
    }

    @Override
    public void retry(Duration after, Throwable reason) {
        end("retry", after, reason);
    }

    @Override
    public void park(Throwable reason) {
        end("park", null, reason);
    }

    @Override
    public void putOff(Duration after) {
        end("putOff", after, null);
    }

    @Override
    public void release() {
        end("release", null, null);
    }

    private void end(String how, Duration after, Throwable reason) {
        if (failing != null) {
            RuntimeException thrown = failing;
            failing = null;
            throw thrown;
        }
        ends.add(new End(how, after, reason));
    }
}
