package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/reference/configuration.md has the members of the annotations, with their defaults. */
class ConfigurationDocumentedTest {
    @Test
    void members_areThoseOfThePage() throws Exception {
        for (Class<?> annotation :
                List.of(OdbRoot.class, InitialRoot.class, OdbDatabase.class, RetryOnConflict.class)) {
            assertThat(listed(annotation))
                    .as(annotation.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(members(annotation));
        }
    }

    private static List<String> members(Class<?> annotation) {
        return Stream.of(annotation.getDeclaredMethods())
                .map(member -> member.getName() + " " + shown(member))
                .toList();
    }

    private static String shown(Method member) {
        Object value = member.getDefaultValue();
        if (value == null) {
            return "none";
        }
        if (value instanceof Object[] several) {
            return Arrays.toString(several).replace("[]", "{}");
        }
        return value.equals("") ? "\"\"" : value.toString();
    }

    /** Name and default of each row of the table that follows the annotation's name. */
    private static List<String> listed(Class<?> annotation) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "configuration.md"));
        int start = page.indexOf("\nOf `@" + annotation.getSimpleName() + "`");
        assertThat(start).isNotNegative();
        return page.substring(start)
                .lines()
                .skip(2)
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].replace("`", "").strip() + " " + cells[2].strip())
                .toList();
    }
}
