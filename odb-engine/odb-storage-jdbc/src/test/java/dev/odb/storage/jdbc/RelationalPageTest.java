package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Counter;
import dev.odb.ObjectDatabase;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/howto/relational.md, compiled and run as it stands there, but on a database that the test has. */
class RelationalPageTest {
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final String THEIRS = "jdbc:postgresql://db.example/objects?user=shop";

    @TempDir
    Path folder;

    @Test
    void program_countsAVisit() throws Exception {
        List<String> blocks = JAVA.matcher(Files.readString(Path.of("..", "..", "docs", "howto", "relational.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(1).first().asString().contains(THEIRS);
        String url = Databases.h2(folder);
        Path source = Files.writeString(
                folder.resolve("Program.java"),
                "import dev.odb.*;\npublic class Program { public static void main(String[] args) {\n"
                        + blocks.get(0).replace(THEIRS, url) + "}}\n");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass("Program").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
        try (ObjectDatabase database = ObjectDatabase.open("odb:jdbc:" + url)) {
            long visits = database.transact(
                    connection -> connection.root("visits", Counter.class).get());
            assertThat(visits).isEqualTo(1);
        }
    }
}
