package dev.odb.tools;

import java.io.PrintWriter;
import java.util.regex.Pattern;

/** Where a command's result goes: lines for people, or one JSON document. */
final class Output {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0080-\u009f&&[^\n\t]]");

    private final PrintWriter out;
    private final JsonWriter json;

    Output(PrintWriter out, boolean asJson, String command) {
        this.out = out;
        json = asJson ? new JsonWriter(out) : null;
        if (asJson) {
            json.beginObject().field("command", command);
        }
    }

    /** The document, in its outermost object; null if the result is for people. */
    JsonWriter json() {
        return json;
    }

    void line(String format, Object... values) {
        out.println(printable(values.length == 0 ? format : String.format(format, values)));
    }

    /** Without what makes a terminal do something: names and descriptions are whatever somebody has stored. */
    static String printable(String text) {
        return CONTROL.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    /** Ends it. */
    void end(int exit) {
        if (json != null) {
            json.unwind();
            json.field("exit", exit).end();
            out.println();
        }
    }

    /** Ends it with an error, wherever it is. */
    void fail(int exit, String code, String message) {
        if (json != null) {
            json.unwind();
            json.beginObject("error")
                    .field("code", code)
                    .field("message", message)
                    .end();
        }
        end(exit);
    }
}
