package dev.odb.tools;

import java.io.PrintWriter;

/** Where a command's result goes: lines for people, or one JSON document. */
final class Output {
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
        out.println(values.length == 0 ? format : String.format(format, values));
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
