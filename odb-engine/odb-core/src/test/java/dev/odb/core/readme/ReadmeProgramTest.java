package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.enhancer.EnhancerPlugin;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program for plain Java SE: compiled, enhanced and run as a user would, twice, in a process of its own. */
class ReadmeProgramTest {
    private static final Path README = Path.of("..", "..", "README.md");

    @TempDir
    Path folder;

    @Test
    void program_keepsItsDataFromRunToRun() throws Exception {
        String program = program();
        assertThat(program.strip().lines().count()).isLessThanOrEqualTo(20);
        Path source = Files.writeString(folder.resolve("Main.java"), program);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath(),
                        source.toString());
        assertThat(status).isZero();
        enhance(classes);
        assertThat(run(classes)).startsWith("1 to do");
        assertThat(run(classes)).startsWith("2 to do");
    }

    private static String program() throws IOException {
        Matcher block = Pattern.compile("```java\\R(import dev\\.odb\\.\\*;.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(block.find()).as("the README's program").isTrue();
        return block.group(1);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void enhance(Path classes) throws IOException {
        File target = classes.toFile();
        try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(ReadmeProgramTest.class.getClassLoader())) {
            new Plugin.Engine.Default()
                    .with(locator)
                    .apply(target, target, List.of(() -> new EnhancerPlugin(target, BuildLogger.NoOp.INSTANCE)));
        }
    }

    private String run(Path classes) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classes + File.pathSeparator + engine(), "Main"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** Only what the README says is needed. */
    private static String engine() {
        return Stream.of(classPath().split(File.pathSeparator))
                .filter(element -> element.matches(".*odb-(api|core).*") && !element.contains("test-classes"))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }
}
