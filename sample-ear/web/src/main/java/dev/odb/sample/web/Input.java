package dev.odb.sample.web;

import dev.odb.sample.model.Details;
import dev.odb.sample.model.InvalidIssueException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** Reads what a client sent; what is missing or of another type is named. */
final class Input {
    private static final int LONGEST_TEXT = 100_000;

    private Input() {}

    static Details details(JsonObject given) {
        return new Details(
                text(given, "title"),
                text(given, "type"),
                text(given, "text"),
                text(given, "fixVersion"),
                text(given, "releaseDate"));
    }

    /** The text of that name, or null. */
    static String text(JsonObject given, String name) {
        JsonValue value = given == null ? null : given.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (!(value instanceof JsonString string)) {
            throw new InvalidIssueException(name, "'" + name + "' must be a text.");
        }
        if (string.getString().length() > LONGEST_TEXT) {
            throw new InvalidIssueException(
                    name,
                    "'" + name + "' has " + string.getString().length() + " characters; " + LONGEST_TEXT
                            + " are taken here.");
        }
        return string.getString();
    }

    static long id(JsonObject given, String name) {
        return id(name, String.valueOf(text(given, name)));
    }

    static long id(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidIssueException(name, "'" + name + "' must be the number, as a text, that was shown.");
        }
    }

    static boolean flag(JsonObject given, String name) {
        JsonValue value = given == null ? null : given.get(name);
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw new InvalidIssueException(name, "'" + name + "' must be true or false.");
        }
        return value == JsonValue.TRUE;
    }
}
