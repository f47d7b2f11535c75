package dev.odb.enhancer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.dynamic.ClassFileLocator;

/** A module in a folder: compiles sources, enhances the classes as the Maven plugin does, and runs them. */
final class Build {
    private static Path api;

    private final Path classes;
    private final String classPath;

    /** @param libraries folders of classes to compile and run against, beside odb-api */
    Build(Path folder, Path... libraries) throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        StringBuilder path = new StringBuilder(api().toString());
        for (Path library : libraries) {
            path.append(File.pathSeparator).append(library);
        }
        classPath = path.toString();
    }

    private static synchronized Path api() throws IOException {
        if (api == null) {
            Path compiled = Files.createTempDirectory(Path.of("target"), "odb-api-for-tests");
            Compiler.compileApi(compiled);
            api = compiled;
        }
        return api;
    }

    Path classes() {
        return classes;
    }

    Build compile(String... sources) {
        Compiler.compile(classes, classes + File.pathSeparator + classPath, sources);
        return this;
    }

    Build enhance() {
        try (ClassFileLocator locator = locator()) {
            new Plugin.Engine.Default().with(locator).apply(classes.toFile(), classes.toFile(), List.of(this::plugin));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Plugin plugin() {
        return new EnhancerPlugin(classes.toFile(), BuildLogger.NoOp.INSTANCE);
    }

    private ClassFileLocator locator() throws IOException {
        List<ClassFileLocator> all = new ArrayList<>();
        all.add(ClassFileLocator.ForClassLoader.ofPlatformLoader());
        for (String element : classPath.split(File.pathSeparator)) {
            all.add(new ClassFileLocator.ForFolder(new File(element)));
        }
        return new ClassFileLocator.Compound(all);
    }

    List<String> report() throws IOException {
        return Files.readAllLines(classes.resolveSibling("odb-enhancer-report.txt"));
    }

    /** Runs a class that is a {@link Callable}; all classes are verified when they are loaded. */
    Object run(String className) throws Exception {
        try (URLClassLoader loader = loader()) {
            Callable<?> made = (Callable<?>)
                    loader.loadClass(className).getDeclaredConstructor().newInstance();
            return made.call();
        }
    }

    URLClassLoader loader() throws IOException {
        String[] elements = (classes + File.pathSeparator + classPath).split(File.pathSeparator);
        URL[] urls = new URL[elements.length];
        for (int i = 0; i < elements.length; i++) {
            urls[i] = Path.of(elements[i]).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }
}
