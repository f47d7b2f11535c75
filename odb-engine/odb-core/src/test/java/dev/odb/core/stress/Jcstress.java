package dev.odb.core.stress;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A run of jcstress, which starts more JVMs for its tests.
 *
 * @param exit 0 if nothing failed
 * @param output what it printed
 */
record Jcstress(int exit, String output) {
    /** Briefly, with the JIT compilers as they are. */
    private static final List<String> BRIEF = List.of(
            "-m",
            "sanity",
            "-jvmArgs",
            "-Xmx256m",
            "-f",
            "1",
            "-iters",
            "1",
            "-time",
            "50",
            "-strideSize",
            "16",
            "-strideCount",
            "16",
            "-af",
            "NONE",
            "-sc",
            "false");

    /** Longer, with several settings of the JIT compilers. */
    private static final List<String> LONG = List.of("-m", "quick", "-iters", "3", "-sc", "false");

    /**
     * Runs those tests whose names match.
     *
     * @param folder for what it leaves behind
     */
    static Jcstress run(String tests, boolean brief, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
        command.addAll(List.of("org.openjdk.jcstress.Main", "-c", "2", "-t", tests));
        command.addAll(brief ? BRIEF : LONG);
        command.addAll(List.of("-r", Files.createDirectory(folder.resolve("report")) + File.separator));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int exit = process.waitFor();
            return new Jcstress(exit, Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What it found in the end, or everything if it did not come that far. */
    String results() {
        return output.substring(Math.max(0, output.indexOf("RUN RESULTS")));
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
