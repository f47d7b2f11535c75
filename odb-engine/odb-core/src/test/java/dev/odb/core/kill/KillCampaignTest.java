package dev.odb.core.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.PreparedBranch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with eight writers is killed with SIGKILL again and again, after a random number of lines that it has said.
 * After each: the database opens, what was acknowledged as committed is there and whole, what was acknowledged as
 * prepared is listed, what was rolled back is not there; and the next process goes on.
 */
class KillCampaignTest {
    private static final int WRITERS = 8;
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final Acknowledged acknowledged = new Acknowledged();
    private int inDoubt;

    @Test
    void processKilledAtRandom_losesNothing(@TempDir Path folder) throws Exception {
        int kills = (int) Math.max(10, 200 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        long entries = 0;
        for (int kill = 0; kill < kills; kill++) {
            runAndKill(folder, 1 + random.nextInt(600));
            try (ManagedDatabase database = Engine.open(OdbConfiguration.of("odb:file:" + folder))) {
                decide(database);
                entries = check(database);
            }
        }
        System.out.println("KillCampaignTest: " + kills + " kills, " + entries + " entries, " + inDoubt
                + " branches in doubt, -Dodb.test.seed=" + SEED);
        assertThat(entries).isPositive();
    }

    private void runAndKill(Path folder, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriters.class.getName(),
                        folder.toString(),
                        Integer.toString(WRITERS),
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            int left = lines;
            String line;
            while ((line = output.readLine()) != null) {
                acknowledged.add(line);
                if (--left == 0) {
                    // the handle's: the process's own would close its output, of which the last lines are still to be
                    // read
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(left).as("the process died before it was killed").isNotPositive();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Decides what is in doubt as a coordinator would, and checks that everything prepared is listed. */
    private void decide(ManagedDatabase database) {
        Set<String> listed = new HashSet<>();
        for (PreparedBranch branch : database.prepared()) {
            long number = ByteBuffer.wrap(branch.id().globalId()).getLong();
            String key = Ledger.key(branch.id().qualifier()[0], number);
            assertThat(acknowledged.step(key).mayBeInDoubt())
                    .as("%s was %s and is in doubt", key, acknowledged.step(key))
                    .isTrue();
            listed.add(key);
            boolean commit = random.nextBoolean();
            if (commit) {
                database.commitPrepared(branch.id());
            } else {
                database.rollbackPrepared(branch.id());
            }
            acknowledged.settle(key, commit ? Step.COMMITTED : Step.ROLLED_BACK);
        }
        inDoubt += listed.size();
        acknowledged.forEach((key, step) -> assertThat(step)
                .as("%s was acknowledged as prepared and is not listed", key)
                .isNotEqualTo(Step.PREPARED));
        assertThat(database.prepared()).isEmpty();
    }

    /** Compares the whole ledger with what was acknowledged; the number of entries. */
    private long check(ManagedDatabase database) {
        return database.transact(connection -> {
            Ledger ledger = KilledWriters.ledger(connection);
            Set<String> present = new HashSet<>(ledger.journal.keySet());
            acknowledged.forEach((key, step) -> {
                boolean there = present.contains(key);
                assertThat(there ? step.mayBePresent() : step.mayBeAbsent())
                        .as("%s was %s and is %s", key, step, there ? "there" : "not there")
                        .isTrue();
                acknowledged.settle(key, there ? Step.COMMITTED : Step.ROLLED_BACK);
            });
            Set<String> entered = new HashSet<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                for (long number : ledger.account(writer).entries) {
                    assertThat(entered.add(Ledger.key(writer, number)))
                            .as("%s:%s once", writer, number)
                            .isTrue();
                }
            }
            assertThat(entered).isEqualTo(present);
            assertThat(ledger.total.get()).isEqualTo(present.size());
            return (long) present.size();
        });
    }
}
