package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A branch is prepared by a process that halts, and decided by another one with the transaction manager's object store. */
class OtherProcessTest {
    @TempDir
    private Path folder;

    /** Each recovering process adds 10, which it could not if the branch still held the account. */
    @ParameterizedTest
    @CsvSource({"prepare, 110", "commit, 111"})
    void haltedProcess_isFollowedByAnotherThatDecides(String halts, int balance) throws Exception {
        assertThat(run(halts, DoubtfulProcess.HALTED)).isEmpty();
        assertThat(run("recover", 0)).contains("in doubt 1, then 0, balance " + balance);
        assertThat(run("recover", 0)).contains("in doubt 0, then 0, balance " + (balance + 10));
    }

    private List<String> run(String what, int exit) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-D" + Narayana.STORE + "=" + folder.resolve("store"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoubtfulProcess.class.getName(),
                        folder.resolve("db").toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> output;
        try (BufferedReader reader = process.inputReader()) {
            output = reader.lines().toList();
        }
        assertThat(process.waitFor()).as("%s: %s", what, output).isEqualTo(exit);
        return output;
    }
}
