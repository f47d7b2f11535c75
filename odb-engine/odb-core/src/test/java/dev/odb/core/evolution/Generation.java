package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.enhancer.EnhancerPlugin;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.dynamic.ClassFileLocator;

/** One version of an application's classes; its class {@code app.Main} has static methods that take a connection. */
public final class Generation {
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");

    /** Kept open, since reading the JDK's classes takes most of the time. */
    private static final StandardJavaFileManager FILES =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private final URLClassLoader loader;

    private Generation(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Compiles and enhances.
     *
     * @param parent where a new folder is made
     * @param sources compilation units; those without a package are put into {@code app}, and each gets the usual imports
     */
    public static Generation of(Path parent, String... sources) throws IOException {
        Path folder = Files.createTempDirectory(parent, "generation");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            String name = find(TYPE, source);
            String unit = source.startsWith("package") ? source : "package app;\n" + source;
            Path file = folder.resolve(find(PACKAGE, unit).replace('.', '/') + "/" + name + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, unit.replaceFirst(";", "; import java.util.*; import dev.odb.*;"));
            files.add(file);
        }
        compile(files, classes);
        enhance(classes);
        URL[] urls = {classes.toUri().toURL()};
        return new Generation(new URLClassLoader(urls, Generation.class.getClassLoader()));
    }

    private static void compile(List<Path> files, Path classes) {
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp", classPath());
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(complaints, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(files))
                .call();
        assertThat(compiled).as(complaints.toString()).isTrue();
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static void enhance(Path classes) throws IOException {
        try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(Generation.class.getClassLoader())) {
            new Plugin.Engine.Default()
                    .with(locator)
                    .apply(
                            classes.toFile(),
                            classes.toFile(),
                            List.of(() -> new EnhancerPlugin(classes.toFile(), BuildLogger.NoOp.INSTANCE)));
        }
    }

    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(element -> element.contains("odb-api"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a method of {@code app.Main} in a transaction. */
    public Object call(ObjectDatabase database, String method) {
        return with(() -> database.transact(connection -> call(connection, method)));
    }

    /** Runs a method of {@code app.Main} with a connection. */
    public Object call(OdbConnection connection, String method) {
        try {
            Method found = loader.loadClass("app.Main").getDeclaredMethod(method, OdbConnection.class);
            found.setAccessible(true);
            return found.invoke(null, connection);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Finds the classes. */
    public ClassLoader loader() {
        return loader;
    }

    /** Opens a connection that finds the classes. */
    public OdbConnection connect(ObjectDatabase database, Function<ObjectDatabase, OdbConnection> how) {
        return with(() -> how.apply(database));
    }

    private <T> T with(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
