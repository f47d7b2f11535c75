package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Blobs larger than the heap, and larger than there is room for, in processes of their own. */
class LargeBlobTest {
    @TempDir
    Path folder;

    /** 3 GiB in the thorough tier. */
    @Test
    void blobLargerThanTheHeap_isWrittenAndRead() throws Exception {
        boolean thorough = Double.parseDouble(System.getProperty("odb.test.scale", "0.05")) >= 1;
        int mebibytes = thorough ? 3 * 1024 : 100;
        assertThat(run(List.of(), "large", mebibytes)).contains("done, heap ");
    }

    /** A file may not grow beyond the limit: a typed error, the old content stays, smaller ones can be written. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void noRoom_isStorageFullAndTheDatabaseGoesOn() throws Exception {
        List<String> limited = List.of("sh", "-c", "ulimit -f 32768; exec \"$@\"", "sh");
        assertThat(run(limited, "full", 64)).contains("ODB-1181").contains("done, heap ");
        try (Stream<Path> drafts = Files.list(folder.resolve("db/blobs/draft"))) {
            assertThat(drafts).isEmpty();
        }
    }

    private String run(List<String> prefix, String what, int mebibytes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command.addAll(List.of(java, "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(
                LargeBlobProgram.class.getName(), what, folder.resolve("db").toString(), String.valueOf(mebibytes)));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        System.out.println("LargeBlobTest: " + what + " " + mebibytes + " MiB: " + said.strip());
        return said;
    }
}
