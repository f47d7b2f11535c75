package dev.odb.sample.model;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What counts as a word: after lower-casing, a longest run of letters and digits. Markup is just text. A word is known by
 * its first 64 characters.
 */
public final class Words {
    private static final int LONGEST = 64;

    private Words() {}

    /** The different words of a text, sorted. */
    public static Set<String> of(String text) {
        Set<String> words = new TreeSet<>();
        collect(text, words);
        return words;
    }

    static void collect(String text, Set<String> words) {
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int at = 0; at < lower.length(); ) {
            int point = lower.codePointAt(at);
            if (!Character.isLetterOrDigit(point)) {
                end(lower, start, at, words);
                start = -1;
            } else if (start < 0) {
                start = at;
            }
            at += Character.charCount(point);
        }
        end(lower, start, lower.length(), words);
    }

    private static void end(String lower, int start, int end, Set<String> words) {
        if (start >= 0) {
            words.add(lower.substring(start, Math.min(end, start + LONGEST)));
        }
    }
}
