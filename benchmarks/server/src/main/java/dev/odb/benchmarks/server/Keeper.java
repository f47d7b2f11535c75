package dev.odb.benchmarks.server;

import dev.odb.benchmarks.IssueText;
import java.util.List;

/** One that keeps issues, so that they can be stored and read. */
interface Keeper extends Participant {
    /** Stores new issues. */
    void load(List<IssueText> issues) throws Exception;

    /** Reads an issue with its author and comments; the checksum. */
    long read(int issue) throws Exception;

    /** The status of an issue. */
    int status(int issue) throws Exception;
}
