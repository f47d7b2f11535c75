package dev.odb.tests.crash;

import java.util.Optional;

/** A process with a transaction manager, us and the other resource, on data that outlive it. For one thread. */
interface Site {
    /** Starts the process; it answers when this returns. */
    void start() throws Exception;

    /** Sends a command, as {@code Commands} has them; empty if the process ended instead of answering. */
    Optional<String> send(String command) throws Exception;

    /** Waits for the end that the process came to; its exit status. */
    int awaitEnd() throws Exception;

    /** Where its output is. */
    String log();

    /** Ends the process. */
    void end() throws Exception;
}
