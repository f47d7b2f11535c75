package dev.odb.tests.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of docs/howto/roots.md are those that the tests beside this one deploy and use. */
class RootsPageTest {
    private static final Path SOURCES = Path.of("src", "test", "java", "dev", "odb", "tests");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");

    @Test
    void examples_areThoseThatAreDeployed() throws Exception {
        StringBuilder sources = new StringBuilder();
        for (String folder : List.of("inject", "model", "pool")) {
            sources.append(javaIn(SOURCES.resolve(folder)));
        }
        String page = Files.readString(Path.of("..", "..", "docs", "howto", "roots.md"));
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
        assertThat(blocks).hasSizeGreaterThan(10);
        for (MatchResult block : blocks) {
            assertThat(inOneLine(sources.toString())).contains(inOneLine(block.group(1)));
        }
    }

    private static String javaIn(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static String inOneLine(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
