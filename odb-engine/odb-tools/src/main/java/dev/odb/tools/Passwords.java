package dev.odb.tools;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks for a password where nobody else sees it; never on the command line, which other processes can read. */
final class Passwords {
    private Passwords() {}

    /** On a terminal twice; otherwise the first line of standard input, in UTF-8. */
    static char[] ask(String user) {
        Console console = System.console();
        return console == null ? line() : ask(console, user);
    }

    private static char[] ask(Console console, String user) {
        while (true) {
            char[] first = read(console, "Password of %s: ", user);
            char[] second = read(console, "Once more: ");
            boolean same = Arrays.equals(first, second);
            Arrays.fill(second, '\0');
            if (same) {
                return first;
            }
            Arrays.fill(first, '\0');
            console.printf("These were different.%n");
        }
    }

    private static char[] read(Console console, String prompt, Object... values) {
        char[] read = console.readPassword(prompt, values);
        if (read == null) {
            throw ToolsMessages.cancelled();
        }
        return read;
    }

    private static char[] line() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? new char[0] : line.toCharArray();
        } catch (IOException e) {
            throw ToolsMessages.unreadable("The password on standard input", e);
        }
    }
}
