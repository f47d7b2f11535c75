package dev.odb.ra.properties;

import dev.odb.OdbCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads properties and collects what is wrong with them. All properties are text, and read here: a server makes false of
 * a misspelled true, and stops at the first number it cannot read.
 */
public final class TextProperties {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final List<String> mistakes = new ArrayList<>();

    /** What was found wrong until now. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Adds a sentence. */
    public void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** Adds that a property has a value that is not allowed. */
    public void mistake(String property, String value, String allowed) {
        mistakes.add(property + " is " + (value == null ? "missing" : "'" + value + "'") + "; it must be " + allowed);
    }

    /** A text that must be there. */
    public String text(String property, String value, String meaning) {
        if (value == null || value.isBlank()) {
            mistake(property, value, meaning);
        }
        return value;
    }

    /** A whole number in a range. */
    public long number(String property, String value, long smallest, long largest) {
        String text = value == null ? "" : value.strip();
        long number = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (number < smallest || number > largest) {
            mistake(property, value, "a whole number from " + smallest + " to " + largest);
        }
        return number;
    }

    /** True or false. */
    public boolean flag(String property, String value) {
        String text = value == null ? "" : value.strip();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            mistake(property, value, "true or false");
        }
        return text.equalsIgnoreCase("true");
    }

    /** A user and a password, which are given together or not at all; null if they are not. */
    public OdbCredentials credentials(String user, String password) {
        if ((user == null) != (password == null)) {
            mistake((user == null ? "password is given and user is not" : "user is given and password is not")
                    + "; give both or neither");
            return null;
        }
        if (user == null) {
            return null;
        }
        if (user.isBlank()) {
            mistake("user is empty; give a name, or leave user and password out");
            return null;
        }
        return OdbCredentials.of(user, password.toCharArray());
    }
}
