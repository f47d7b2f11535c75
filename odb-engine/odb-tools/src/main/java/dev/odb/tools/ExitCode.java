package dev.odb.tools;

/** What a process of the tools ends with. */
final class ExitCode {
    /** Done, and nothing is wrong. */
    static final int FINE = 0;
    /** Something is damaged or lost. */
    static final int FINDINGS = 1;
    /** Wrong command, option or argument. */
    static final int USAGE = 2;
    /** Cannot be done as things are: in use, not there, no space, no right, another version. */
    static final int REFUSED = 3;
    /** An error of the software. */
    static final int INTERNAL = 4;

    private ExitCode() {}
}
