package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the documentation, in Markdown.
 *
 * @param text the whole page or one section of it
 */
record Page(String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\\R(.*?)^```$");

    static Page of(String file) throws IOException {
        return new Page(Files.readString(Project.ROOT.resolve(file)));
    }

    /** What stands between a heading of the second level and the next one. */
    Page section(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("the section '%s'", heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return new Page(text.substring(start, end < 0 ? text.length() : end));
    }

    /** The blocks of code in that language, in their order. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Everything but the blocks of code. */
    String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    /** The rows of its tables whose first cell is code, each a list of cells. */
    List<List<String>> rows() {
        return rows("\\| `.*");
    }

    /** The rows of its tables whose first cell is a number, each a list of cells. */
    List<List<String>> numberedRows() {
        return rows("\\| \\d+ \\|.*");
    }

    private List<List<String>> rows(String form) {
        return prose().lines()
                .filter(line -> line.matches(form))
                .map(line -> List.of(line.substring(1).split("\\|")).stream()
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
