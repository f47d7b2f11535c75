package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.enhancer.EnhancerPlugin;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.dynamic.ClassFileLocator;

/** A small application as a user would make it: compiled, enhanced, and run in a process of its own. */
final class Application {
    private final Path folder;
    private final Path classes;

    private Application(Path folder, Path classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /**
     * Compiles and enhances.
     *
     * @param folder becomes the working directory of its runs
     * @param sources by the name of their file, without {@code .java}
     */
    static Application build(Path folder, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-d", classes.toString(), "-cp", classPath()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue());
            arguments.add(file.toString());
        }
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, complaints, arguments.toArray(String[]::new));
        assertThat(status).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        enhance(classes);
        return new Application(folder, classes);
    }

    private static void enhance(Path classes) throws IOException {
        File target = classes.toFile();
        try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(Application.class.getClassLoader())) {
            new Plugin.Engine.Default()
                    .with(locator)
                    .apply(target, target, List.of(() -> new EnhancerPlugin(target, BuildLogger.NoOp.INSTANCE)));
        }
    }

    /** Runs the class's main method to its end, which must be a good one, and gives what it has printed. */
    String run(String mainClass) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classes + File.pathSeparator + engine(), mainClass));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Only what the README says is needed. */
    private static String engine() {
        return Stream.of(classPath().split(File.pathSeparator))
                .filter(element -> element.matches(".*odb-(api|core).*") && !element.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
