package dev.odb.tools;

import dev.odb.spi.ShownUrl;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The way in: {@code java -jar odb-tools.jar <command> ...}. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Runs a command. Gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        int code = commandLine().setOut(out).setErr(err).execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** All commands with their options. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new OdbTool());
        line.setParameterExceptionHandler((failure, arguments) -> {
            PrintWriter err = failure.getCommandLine().getErr();
            String command = failure.getCommandLine().getCommandSpec().qualifiedName();
            err.println(ToolsMessages.usage(withoutSecrets(failure.getMessage(), arguments), command));
            return ExitCode.USAGE;
        });
        return line;
    }

    /** What is said about arguments quotes them, and URLs are among them. */
    private static String withoutSecrets(String message, String... arguments) {
        String shown = message;
        for (String argument : arguments) {
            if (DatabaseAddress.isUrl(argument)) {
                shown = shown.replace(argument, ShownUrl.of(argument));
            }
        }
        return shown;
    }
}
