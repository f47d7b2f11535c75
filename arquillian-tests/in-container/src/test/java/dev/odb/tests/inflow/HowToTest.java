package dev.odb.tests.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/howto/message-driven-beans.md are the classes of this package, which the other tests here run. */
class HowToTest {
    private static final Pattern EXAMPLE = Pattern.compile("```(java|xml)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final Path SOURCES = Path.of("src/test/java/dev/odb/tests/inflow");

    @Test
    void examples_areWhatTheTestsRun() throws Exception {
        String page = Files.readString(Path.of("../../docs/howto/message-driven-beans.md"));
        List<MatchResult> examples = EXAMPLE.matcher(page).results().toList();
        assertThat(examples).hasSize(5);
        for (MatchResult example : examples) {
            if (example.group(1).equals("xml")) {
                assertThat(example.group(2)).isEqualTo(Binding.DESCRIPTOR);
                continue;
            }
            MatchResult name =
                    CLASS.matcher(example.group(2)).results().findFirst().orElseThrow();
            assertThat(Files.readString(SOURCES.resolve(name.group(1) + ".java")))
                    .endsWith("\n" + example.group(2));
        }
    }
}
