package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay on one server, and what another one has. */
class SharedReplayTest {
    @TempDir
    Path folder;

    /** Its attempts would all be over before the other's transaction manager has decided. */
    @Test
    void branchThatAnotherServerHasPrepared_isWaitedFor() throws Exception {
        Servers servers = new Servers(Databases.h2(folder));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Engine first = servers.open();
                Engine second = servers.open(Duration.ofMinutes(1))) {
            first.transact(c -> c.roots().put("hot", new Job("hot", 0)));
            BranchId id = new BranchId(7, new byte[] {1}, new byte[] {2});
            Branch branch = first.begin(new BranchSettings("", () -> true));
            ((Job) branch.session(Job.class.getClassLoader()).roots().get("hot")).done("first");
            branch.prepare(id);

            AtomicInteger attempts = new AtomicInteger();
            Future<Void> replayed = threads.submit(() -> second.transact(c -> {
                attempts.incrementAndGet();
                ((Job) c.roots().get("hot")).done("second");
                return null;
            }));
            while (attempts.get() == 0) {
                assertThat(replayed.isDone()).isFalse();
                Thread.onSpinWait();
            }
            for (int i = 0; i < 50; i++) {
                // attempts that did not wait would be over by then
                first.transact(c -> c.roots().put("cold", new Job("cold", 0)));
            }
            first.commitPrepared(id);

            replayed.get();
            assertThat(attempts.get()).isLessThanOrEqualTo(2);
            int times = first.transact(c -> ((Job) c.roots().get("hot")).times());
            assertThat(times).isEqualTo(2);
        } finally {
            threads.shutdown();
        }
    }
}
