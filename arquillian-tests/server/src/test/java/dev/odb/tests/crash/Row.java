package dev.odb.tests.crash;

import java.util.Locale;

/**
 * What became of a case.
 *
 * @param inDoubt our branches in doubt and theirs, after the transaction halted
 * @param passes of recovery, the one that was halted not counted
 */
record Row(Case of, String inDoubt, String ours, String theirs, int passes, double seconds) {
    static String head() {
        return "| server | objects | other | order | halted at | must be | in doubt | ours | theirs | passes | seconds |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|";
    }

    /** How a value that was to grow by one ended. */
    static String outcome(int before, int after) {
        return after == before + 1 ? "committed" : after == before ? "rolled back" : before + " to " + after;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %d | %.1f |",
                of.server(),
                of.objects(),
                of.other(),
                of.order(),
                of.step(),
                of.commits() ? "committed" : "rolled back",
                inDoubt,
                ours,
                theirs,
                passes,
                seconds);
    }
}
