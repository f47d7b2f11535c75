package dev.odb.junit.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of docs/howto/testing.md is that of this package, which is compiled and runs. */
class HowToTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");

    @Test
    void blocks_standInThisPackage() throws IOException {
        List<List<String>> sources;
        try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/odb/junit/howto"))) {
            sources = files.map(HowToTest::read).map(HowToTest::lines).toList();
        }
        List<String> blocks = BLOCK.matcher(read(Path.of("../../docs/howto/testing.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(3).allSatisfy(block -> assertThat(sources)
                .as(block)
                .anyMatch(source -> Collections.indexOfSubList(source, lines(block)) >= 0));
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
