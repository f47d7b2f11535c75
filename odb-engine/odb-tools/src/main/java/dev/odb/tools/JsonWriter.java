package dev.odb.tools;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Writes one JSON document as it comes, so that it need not fit into memory. It can be ended properly anywhere, which an
 * error in the middle needs. One thread.
 */
final class JsonWriter {
    private final PrintWriter out;
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean comma;
    private boolean named;

    JsonWriter(PrintWriter out) {
        this.out = out;
    }

    JsonWriter beginObject() {
        return begin('{', '}');
    }

    JsonWriter beginArray(String name) {
        return name(name).begin('[', ']');
    }

    JsonWriter beginObject(String name) {
        return name(name).begin('{', '}');
    }

    JsonWriter end() {
        out.print(open.pop());
        comma = true;
        return this;
    }

    /** Ends everything but the document's outermost object. */
    void unwind() {
        if (named) {
            raw("null");
        }
        while (open.size() > 1) {
            end();
        }
    }

    JsonWriter field(String name, String value) {
        return name(name).value(value);
    }

    JsonWriter field(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    JsonWriter field(String name, boolean value) {
        return name(name).raw(Boolean.toString(value));
    }

    JsonWriter field(String name, Instant value) {
        return field(name, value == null ? null : value.toString());
    }

    JsonWriter field(String name, UUID value) {
        return field(name, value == null ? null : value.toString());
    }

    /** Something that is JSON already. */
    JsonWriter fieldRaw(String name, String json) {
        return name(name).raw(json);
    }

    /** An element of an array, or the value of a field. */
    JsonWriter value(String value) {
        if (value == null) {
            return raw("null");
        }
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return raw(text.append('"').toString());
    }

    /** The same of a number. */
    JsonWriter value(long value) {
        return raw(Long.toString(value));
    }

    private JsonWriter raw(String json) {
        separate();
        out.print(json);
        comma = true;
        named = false;
        return this;
    }

    private JsonWriter begin(char opening, char closing) {
        separate();
        out.print(opening);
        open.push(closing);
        comma = false;
        named = false;
        return this;
    }

    private JsonWriter name(String name) {
        value(name);
        out.print(':');
        comma = false;
        named = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.print(',');
        }
    }
}
