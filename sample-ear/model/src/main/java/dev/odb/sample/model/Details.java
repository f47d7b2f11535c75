package dev.odb.sample.model;

/**
 * What of an issue can be edited.
 *
 * @param title one line, not blank
 * @param type for example {@code Bug}, not blank
 * @param text any text, markup is just text
 * @param fixVersion or null
 * @param releaseDate as it was written, or null
 */
public record Details(String title, String type, String text, String fixVersion, String releaseDate) {
    private static final int LONGEST_LINE = 1_000;

    /** Checks what is given. */
    public Details {
        title = line("title", title);
        type = line("type", type);
        text = text == null ? "" : text;
        fixVersion = optionalLine("fixVersion", fixVersion);
        releaseDate = optionalLine("releaseDate", releaseDate);
    }

    private static String line(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidIssueException(field, "The " + field + " is missing; an issue needs one.");
        }
        return optionalLine(field, value);
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
