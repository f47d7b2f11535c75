package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference page against the commands. */
class ToolsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "tools.md");
    /** In the table of a command's section: {@code | `--name <value>` | what |}. */
    private static final Pattern ROW = Pattern.compile("\\| `(--[a-z-]+)[^`]*` \\|.*");

    private final Set<String> common = new TreeSet<>();

    @Test
    void options_areThoseOfTheCommands() throws Exception {
        Map<String, Set<String>> page = new TreeMap<>();
        String section = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                page.computeIfAbsent(section, key -> new TreeSet<>()).add(row.group(1));
            }
        }
        Map<String, Set<String>> expected = new TreeMap<>();
        for (Map.Entry<String, CommandLine> command :
                Main.commandLine().getSubcommands().entrySet()) {
            Set<String> own = new TreeSet<>();
            for (OptionSpec option : command.getValue().getCommandSpec().options()) {
                (isCommon(option) ? common : own).add(option.longestName());
            }
            if (!own.isEmpty()) {
                expected.put(command.getKey(), own);
            }
        }
        expected.put("All commands", common);
        assertThat(page).isEqualTo(expected);
    }

    private static boolean isCommon(OptionSpec option) {
        CommandSpec verify = Main.commandLine().getSubcommands().get("verify").getCommandSpec();
        return verify.findOption(option.longestName()) != null
                && !option.longestName().equals("--verify");
    }

    @Test
    void exitCodes_areOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        for (int code :
                new int[] {ExitCode.FINE, ExitCode.FINDINGS, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.INTERNAL}) {
            assertThat(page).contains("| " + code + " |");
        }
    }
}
