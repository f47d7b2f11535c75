package dev.odb.tests.jms.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A page of the documentation, whose beans are compiled and deployed as they stand there. */
public enum Page {
    MESSAGES("docs/howto/messages.md");

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final String HEAD =
            """
            package documented;

            import dev.odb.cdi.*;
            import dev.odb.tests.model.*;
            import jakarta.annotation.*;
            import jakarta.ejb.*;
            import jakarta.inject.*;
            import jakarta.jms.*;
            import java.lang.IllegalStateException;

            """;

    private final Path file;

    Page(String file) {
        this.file = Path.of("..", "..").resolve(file);
    }

    Stream<String> lines() {
        return text().lines();
    }

    /** Adds the classes of all its blocks of Java. */
    public WebArchive addBeansTo(WebArchive archive) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "documented");
            List<String> blocks =
                    JAVA.matcher(text()).results().map(block -> block.group(1)).toList();
            for (String block : blocks) {
                var name = CLASS.matcher(block);
                if (!name.find()) {
                    throw new IllegalStateException(file + " has a block without a class:\n" + block);
                }
                Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), HEAD + block);
                int errors = ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), "-proc:none", source.toString());
                if (errors != 0) {
                    throw new IllegalStateException(file + " does not compile, see above");
                }
                String compiled = "documented/" + name.group(1) + ".class";
                archive.addAsWebInfResource(folder.resolve(compiled).toFile(), "classes/" + compiled);
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
