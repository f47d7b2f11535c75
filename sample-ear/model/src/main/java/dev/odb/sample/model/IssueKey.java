package dev.odb.sample.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of an issue's key, {@code HHH-123}, and its place in order: HHH-2 comes before HHH-10. */
public final class IssueKey {
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9_]{0,31})-([0-9]{1,9})");

    private IssueKey() {}

    /**
     * What to sort the key by; different keys have different ones.
     *
     * @throws InvalidIssueException if it is no key
     */
    static String sortable(String key) {
        Matcher matcher = FORM.matcher(key);
        if (!matcher.matches()) {
            throw new InvalidIssueException(
                    "key", "The key '" + abbreviated(key) + "' is not of the form ABC-123; write it like that.");
        }
        String number = matcher.group(2);
        // the length keeps apart
        return matcher.group(1) + '-' + "0".repeat(9 - number.length()) + number + '/' + number.length();
    }

    /** Whether a text is of the form of a key. */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    private static String abbreviated(String key) {
        return key.length() > 60 ? key.substring(0, 60) + "..." : key;
    }
}
