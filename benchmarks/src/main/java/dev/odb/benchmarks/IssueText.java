package dev.odb.benchmarks;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The values of one issue, made from its number: a title of 40 characters, a body of 200, an author, three comments of
 * 100.
 *
 * @param author number of the author, below {@link #AUTHORS}
 */
public record IssueText(int id, String title, String body, int author, List<String> comments) {
    /** How many authors share all issues. */
    public static final int AUTHORS = 1000;

    private static final int COMMENTS = 3;

    /** Objects that an issue consists of: itself and its comments. */
    public static final int OBJECTS = 1 + COMMENTS;

    /** The issue of that number. */
    public static IssueText of(int id) {
        SplittableRandom random = new SplittableRandom(id * 0x9E3779B97F4A7C15L);
        List<String> comments = List.of(text(random, 100), text(random, 100), text(random, 100));
        return new IssueText(id, text(random, 40), text(random, 200), random.nextInt(AUTHORS), comments);
    }

    /** The name of an author. */
    public static String authorName(int author) {
        return "author number " + author;
    }

    /** What reading the whole issue must add up to. */
    public long checksum() {
        long sum = checksum(title, body, authorName(author));
        for (String comment : comments) {
            sum += checksum(comment);
        }
        return sum;
    }

    /** The part of the checksum without comments. */
    public static long checksum(String title, String body, String author) {
        return checksum(title) + checksum(body) + checksum(author);
    }

    /**
     * Looks at some of the characters. Not the hash code, which a string remembers: who keeps strings in memory would not
     * read them any more, and for the others it would cost more than finding them.
     */
    public static long checksum(String text) {
        long sum = text.length();
        for (int i = 0; i < text.length(); i += 8) {
            sum = 31 * sum + text.charAt(i);
        }
        return sum;
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
