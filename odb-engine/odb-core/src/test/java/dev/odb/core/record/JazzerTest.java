package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer on the record reader, in a process of its own, guided by the branches that records take: for so many records in
 * the build, for ten minutes in the thorough tier. Its first record is the one of {@link HostileRecordTest}.
 */
class JazzerTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+)");

    /** Jazzer's exit code when it has found something. */
    private static final int FOUND = 77;

    /** Look for attacks that make no sense here and take long to install. */
    private static final List<String> OTHER_HOOKS = List.of(
            "Deserialization",
            "ExpressionLanguageInjection",
            "LdapInjection",
            "NamingContextLookup",
            "OsCommandInjection",
            "ReflectiveCall",
            "RegexInjection",
            "RegexRoadblocks",
            "ScriptEngineInjection",
            "ServerSideRequestForgery",
            "SqlInjection",
            "XPathInjection");

    @TempDir
    Path folder;

    @Test
    void noRecord_makesTheReaderFailInAnotherWay() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime()) & 0x7FFFFFFF;
        System.err.println("JazzerTest seed " + seed + " (odb.test.seed)");
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.write(corpus.resolve("valid"), new RecordFuzzer().valid);
        List<String> bounds = SCALE < 1 ? List.of("-runs=20000") : List.of("-max_total_time=600");
        String output = run(RecordFuzzer.class, corpus, seed, bounds, 0);
        Matcher done = DONE.matcher(output);
        assertThat(done.find()).as(output).isTrue();
        System.err.println("Jazzer: " + done.group());
        assertThat(Integer.parseInt(done.group(1))).isGreaterThanOrEqualTo(20_000);
        assertThat(Integer.parseInt(done.group(2))).as("branches covered").isGreaterThan(300);
    }

    @Test
    void plantedBug_isFound() throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        // one without weak references, so that the way to the bug must be found
        Files.write(corpus.resolve("valid"), new byte[] {0, 1, 0});
        String output = run(PlantedFuzzer.class, corpus, 1, List.of("-runs=200000"), FOUND);
        assertThat(output).contains("== Java Exception: java.lang.ArrayIndexOutOfBoundsException");
    }

    private String run(Class<?> target, Path corpus, long seed, List<String> bounds, int exit)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.odb.core.record.**",
                "--custom_hook_excludes=**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-seed=" + seed));
        command.add("--disabled_hooks="
                + String.join(
                        ":",
                        OTHER_HOOKS.stream()
                                .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
                                .toList()));
        command.addAll(bounds);
        command.add(corpus.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        return output;
    }
}
