package dev.odb.tests.howto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The blocks of code of a page: its classes are compiled and deployed. Used outside the server only. */
final class Examples {
    private static final Path PAGES = Path.of("..", "..", "docs", "howto");
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final String PACKAGE = "example";
    private static final List<String> IMPORTS = List.of(
            "dev.odb.*",
            "dev.odb.cdi.*",
            "dev.odb.ejb.*",
            "dev.odb.tests.model.*",
            "jakarta.annotation.Resource",
            "jakarta.ejb.*",
            "jakarta.enterprise.context.ApplicationScoped",
            "jakarta.enterprise.event.*",
            "jakarta.inject.Inject",
            "jakarta.transaction.*",
            "java.sql.*",
            "java.util.concurrent.*",
            "java.util.concurrent.atomic.AtomicInteger",
            "javax.sql.DataSource",
            "org.eclipse.microprofile.faulttolerance.Retry",
            "org.eclipse.microprofile.faulttolerance.Timeout");

    private final String text;

    private Examples(String text) {
        this.text = text;
    }

    /** Of a page, up to one of its headings. */
    static Examples before(String page, String heading) {
        try {
            String text = Files.readString(PAGES.resolve(page));
            int end = text.indexOf("\n## " + heading + "\n");
            if (end < 0) {
                throw new IllegalStateException("No heading '" + heading + "' in " + page);
            }
            return new Examples(text.substring(0, end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only block in that language. */
    String only(String language) {
        List<String> blocks = blocks(language);
        if (blocks.size() != 1) {
            throw new IllegalStateException(blocks.size() + " blocks in " + language);
        }
        return blocks.get(0);
    }

    /** Compiles each block of Java, with the imports that pages leave out, and adds what comes of it. */
    WebArchive addClassesTo(WebArchive archive) {
        try {
            Path folder = Files.createTempDirectory("odb-examples-");
            Path classes = Files.createDirectory(folder.resolve("classes"));
            List<String> arguments = new ArrayList<>(List.of(
                    "--release",
                    "17",
                    "-parameters",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")));
            for (String block : blocks("java")) {
                Matcher name = CLASS.matcher(block);
                if (!name.find()) {
                    throw new IllegalStateException("No public class in:\n" + block);
                }
                Path file = folder.resolve(name.group(1) + ".java");
                arguments.add(Files.writeString(file, source(block)).toString());
            }
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            if (ToolProvider.getSystemJavaCompiler().run(null, null, complaints, arguments.toArray(String[]::new))
                    != 0) {
                throw new IllegalStateException(complaints.toString(StandardCharsets.UTF_8));
            }
            try (Stream<Path> made = Files.list(classes.resolve(PACKAGE))) {
                made.forEach(file -> archive.addAsWebInfResource(
                        new FileAsset(file.toFile()), "classes/" + PACKAGE + "/" + file.getFileName()));
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String block) {
        StringBuilder source = new StringBuilder("package ").append(PACKAGE).append(";\n");
        IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
        // of two packages that pages import
        source.append("import jakarta.ejb.Singleton;\n");
        return source.append(block).toString();
    }

    private List<String> blocks(String language) {
        return Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
