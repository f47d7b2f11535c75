package dev.odb.sample.upload;

import dev.odb.sample.model.Comment;
import dev.odb.sample.model.Details;
import dev.odb.sample.model.InvalidIssueException;
import dev.odb.sample.model.Issue;
import dev.odb.sample.model.IssueKey;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * A line of a file as an issue. {@code key}, {@code type} and {@code title} are needed, though the latter two may be
 * empty, of a comment {@code text}; what is not known is passed over.
 */
final class IssueParser {
    private static final OffsetDateTime UNKNOWN = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private IssueParser() {}

    /** The issue with its comments, not added anywhere yet. */
    static Issue parse(String line) throws BadLineException {
        JsonValue value = read(line);
        if (value.getValueType() != JsonValue.ValueType.OBJECT) {
            throw new BadLineException(
                    "The line is JSON but not an object, it is of type " + value.getValueType() + ".");
        }
        try {
            return issue(value.asJsonObject());
        } catch (InvalidIssueException e) {
            throw new BadLineException(e.getMessage());
        }
    }

    private static JsonValue read(String line) throws BadLineException {
        try (JsonParser parser = Json.createParser(new StringReader(line))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new BadLineException("The line has more than one value; write one object a line.");
            }
            return value;
        } catch (RuntimeException e) { // parsson has no type of its own for too deep a nesting
            throw new BadLineException("The line is not JSON: " + firstLine(e));
        }
    }

    private static Issue issue(JsonObject object) throws BadLineException {
        String key = text(object, "key");
        if (key == null || !IssueKey.isKey(key)) {
            throw new BadLineException("The issue has no key of the form ABC-123.");
        }
        Details details = new Details(
                needed(object, "title"),
                needed(object, "type"),
                text(object, "text"),
                text(object, "fixVersion"),
                text(object, "releaseDate"));
        Issue issue = new Issue(key, details, text(object, "author"), at(object));
        comments(object, issue);
        return issue;
    }

    private static void comments(JsonObject object, Comment to) throws BadLineException {
        JsonValue value = object.getOrDefault("comments", JsonValue.EMPTY_JSON_ARRAY);
        if (value == JsonValue.NULL) {
            return;
        }
        if (!(value instanceof JsonArray comments)) {
            throw new BadLineException("'comments' is not a list.");
        }
        for (JsonValue one : comments) {
            if (!(one instanceof JsonObject comment)) {
                throw new BadLineException(
                        "'comments' has something else than comments in it: " + one.getValueType() + ".");
            }
            Comment added =
                    to.comment(text(comment, "author"), at(comment), needed(comment, "text"), text(comment, "commit"));
            comments(comment, added);
        }
    }

    private static String needed(JsonObject object, String name) throws BadLineException {
        String text = text(object, name);
        if (text == null) {
            throw new BadLineException("'" + name + "' is missing.");
        }
        return text;
    }

    private static String text(JsonObject object, String name) throws BadLineException {
        JsonValue value = object.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new BadLineException("'" + name + "' is not a text but of type " + value.getValueType() + ".");
    }

    private static OffsetDateTime at(JsonObject object) throws BadLineException {
        String at = text(object, "at");
        try {
            return at == null ? UNKNOWN : OffsetDateTime.parse(at);
        } catch (DateTimeParseException e) {
            throw new BadLineException("'at' is not a time like 2016-02-08T15:52:42-06:00: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
