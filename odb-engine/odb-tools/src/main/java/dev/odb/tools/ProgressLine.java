package dev.odb.tools;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** Says on standard error how far something is, each percent once. One thread. */
final class ProgressLine {
    private static final long UNKNOWN_STEP = 64 << 20;

    private final PrintWriter err;
    private final boolean shown;
    private final boolean terminal;
    private String last = "";

    ProgressLine(PrintWriter err, CommonOptions options) {
        this.err = err;
        terminal = isTerminal();
        shown = !options.quiet && (options.progress || terminal);
    }

    void at(Object phase, long done, long total) {
        String name = phase.toString().toLowerCase(Locale.ROOT);
        String line = total > 0
                ? name + " " + Math.min(100, (long) (100.0 * done / total)) + " %"
                : name + " " + done / UNKNOWN_STEP * (UNKNOWN_STEP >> 20) + " MiB";
        if (shown && !line.equals(last)) {
            last = line;
            err.print(terminal ? "\r" + line + "      " : line + "\n");
            err.flush();
        }
    }

    void end() {
        if (shown && terminal && !last.isEmpty()) {
            err.println();
        }
    }

    /** Newer JDKs have a console in any case and let it say whether it is one. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            // before JDK 22 there is a console only on a terminal
            return true;
        }
    }
}
