package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a command does about errors, whatever the command. */
class ToolCommandTest {
    @Test
    void missingMemory_isSaidWithTheRemedy() {
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new Exhausted())
                .setErr(new PrintWriter(err, true))
                .execute();
        assertThat(exit).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString()).contains("ODB-9060", "-Xmx").doesNotContain("at dev.odb");
    }

    @Command(name = "exhausted")
    private static final class Exhausted extends ToolCommand {
        @Override
        int run(Output out) {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
