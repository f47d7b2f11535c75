package dev.odb.sample.news;

/**
 * Something new that was committed.
 *
 * @param subject the activity's issue or file; whose inbox
 */
public record LiveChange(Kind kind, String subject) {
    /** Where. */
    public enum Kind {
        /** In the list of activities. */
        ACTIVITY,
        /** In an inbox. */
        INBOX
    }
}
