package dev.odb.enhancer;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles sources in process. Those of odb-api's contract are compiled from their files: the module itself cannot be a
 * dependency here, because it is built with the enhancer.
 */
final class Compiler {
    private static final Path API_SOURCES = Path.of("..", "odb-api", "src", "main", "java");
    private static final Pattern PACKAGE = Pattern.compile("package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum)\\s+(\\w+)");

    private Compiler() {}

    /** Compiles the annotations and {@code dev.odb.spi}. */
    static void compileApi(Path target) {
        try (Stream<Path> spi = Files.list(API_SOURCES.resolve("dev/odb/spi"))) {
            List<Path> files = new ArrayList<>(spi.toList());
            files.add(API_SOURCES.resolve("dev/odb/Persistent.java"));
            files.add(API_SOURCES.resolve("dev/odb/OnLoad.java"));
            files.add(API_SOURCES.resolve("dev/odb/Formerly.java"));
            StandardJavaFileManager manager = javac().getStandardFileManager(null, null, null);
            run(target, List.of("-sourcepath", API_SOURCES.toString()), manager.getJavaFileObjectsFromPaths(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles sources, each a whole compilation unit. */
    static void compile(Path target, String classPath, String... sources) {
        run(
                target,
                List.of("-cp", classPath),
                Arrays.stream(sources).map(Source::new).toList());
    }

    private static JavaCompiler javac() {
        return ToolProvider.getSystemJavaCompiler();
    }

    private static void run(Path target, List<String> options, Iterable<? extends JavaFileObject> units) {
        List<String> all = new ArrayList<>(List.of("-d", target.toString(), "-proc:none", "--release", "17"));
        all.addAll(options);
        StringWriter out = new StringWriter();
        if (!javac().getTask(out, null, null, all, null, units).call()) {
            throw new IllegalArgumentException("The test's source does not compile:\n" + out);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + path(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String path(String text) {
            return find(PACKAGE, text).replace('.', '/') + "/" + find(TYPE, text) + ".java";
        }

        private static String find(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("No match for " + pattern + " in the source " + text);
            }
            return matcher.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
