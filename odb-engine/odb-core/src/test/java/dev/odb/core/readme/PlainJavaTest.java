package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples of the pages for plain Java: all those of a page are compiled and enhanced as one application and run in their
 * order on one database. A block that begins with an annotation declares classes; any other is the body of a method that
 * is given the database. What a comment "prints" says must be printed.
 */
class PlainJavaTest {
    private static final String IMPORTS =
            "import dev.odb.*;\nimport java.time.*;\nimport java.util.*;\nimport java.io.*;\nimport java.nio.file.*;\n";
    private static final Pattern PRINTS = Pattern.compile("// prints (.*)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain-java", "copy", "overlay", "blobs", "task-queues", "versions", "audit"})
    void examples_compileAndPrintWhatTheySay(String page) throws Exception {
        compileAndRun(Page.of("docs/howto/" + page + ".md").blocks("java"));
    }

    @Test
    void examplesForTheFeedsAdministrator_compileAndPrintWhatTheySay() throws Exception {
        Page page = Page.of("docs/howto/change-feed.md");
        List<String> blocks = new ArrayList<>(page.section("Administration").blocks("java"));
        blocks.addAll(page.section("Packs").blocks("java"));
        compileAndRun(blocks);
    }

    private void compileAndRun(List<String> blocks) throws Exception {
        assertThat(blocks).hasSizeGreaterThan(2);
        StringBuilder model = new StringBuilder(IMPORTS);
        StringBuilder calls = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            String block = blocks.get(i);
            if (block.startsWith("@")) {
                model.append(block);
            } else {
                boolean opens = block.contains("ObjectDatabase db");
                calls.append("example").append(i).append(opens ? "();\n" : "(db);\n");
                methods.append("static void example").append(i).append(opens ? "()" : "(ObjectDatabase db)");
                methods.append(" throws Exception {\n").append(block).append("}\n");
            }
        }
        String examples = IMPORTS + "public class Examples {\n"
                + "public static void main(String[] args) throws Exception {\n"
                + "try (ObjectDatabase db = ObjectDatabase.open(\"odb:memory:examples\")) {\n" + calls + "}\n}\n"
                + methods + "}\n";
        Application application = Application.build(folder, Map.of("Model", model.toString(), "Examples", examples));
        List<String> said = PRINTS.matcher(String.join("", blocks))
                .results()
                .map(comment -> comment.group(1))
                .toList();
        assertThat(said).isNotEmpty();
        assertThat(application.run("Examples").lines()).containsExactlyElementsOf(said);
    }
}
