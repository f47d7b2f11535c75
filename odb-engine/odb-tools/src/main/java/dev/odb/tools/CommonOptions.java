package dev.odb.tools;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {
    @Option(names = "--json", description = "Write the result as one JSON document.")
    boolean json;

    @Option(
            names = "--progress",
            description = "Say on standard error how far it is; the default if that is a terminal.")
    boolean progress;

    @Option(names = "--quiet", description = "Say nothing on standard error but errors and warnings.")
    boolean quiet;

    @Option(
            names = "--driver",
            paramLabel = "<jar>",
            description = "Use the JDBC driver in this jar, for an odb:jdbc: URL.")
    Path driver;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    boolean debug;
}
