package dev.odb.sample.model;

/**
 * What of an issue can be edited.
 *
 * @param title one line; old issues have been found without one
 * @param type for example {@code Bug}
 * @param text any text, markup is just text
 * @param fixVersion or null
 * @param releaseDate as it was written, or null
 */
public record Details(String title, String type, String text, String fixVersion, String releaseDate) {
    private static final int LONGEST_LINE = 1_000;

    /** Strips lines and checks their length. */
    public Details {
        title = orEmpty(optionalLine("title", title));
        type = orEmpty(optionalLine("type", type));
        text = orEmpty(text);
        fixVersion = optionalLine("fixVersion", fixVersion);
        releaseDate = optionalLine("releaseDate", releaseDate);
    }

    /**
     * These details, if they are such as somebody who writes an issue should give.
     *
     * @throws InvalidIssueException if there is no title or no type
     */
    public Details complete() {
        require("title", title);
        require("type", type);
        return this;
    }

    private static void require(String field, String value) {
        if (value.isEmpty()) {
            throw new InvalidIssueException(field, "The " + field + " is missing; an issue needs one.");
        }
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    private static String optionalLine(String field, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST_LINE) {
            throw new InvalidIssueException(
                    field,
                    "The " + field + " has " + value.length() + " characters; the longest that is taken has "
                            + LONGEST_LINE + ".");
        }
        return value.strip();
    }
}
