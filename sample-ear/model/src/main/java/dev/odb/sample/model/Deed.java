package dev.odb.sample.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a transaction was for. Its {@link #line} is the transaction's description: whoever looks at the undo log, at an
 * object's history or at the feed of changes finds it there and can {@link #parse} it.
 *
 * @param action what was done
 * @param subject to what: an issue's key, or the name of a file
 * @param count how many lines of the file; 1 for an issue
 */
public record Deed(Action action, String subject, int count) {
    private static final Pattern ISSUE = Pattern.compile("(added|edited|commented|imported) (\\S+)");
    private static final Pattern FILE = Pattern.compile("queued ([0-9]{1,9}) lines of (.+)");

    /** The kinds. */
    public enum Action {
        /** A new issue by hand. */
        ADDED,
        /** Title, text and so on. */
        EDITED,
        /** Of the issue or of a comment. */
        COMMENTED,
        /** A new issue from a file. */
        IMPORTED,
        /** Lines of a file, to be imported. */
        QUEUED
    }

    /** Something done to an issue. */
    public static Deed of(Action action, String issue) {
        return new Deed(action, issue, 1);
    }

    /** Lines of a file that were queued. */
    public static Deed queued(int lines, String file) {
        return new Deed(Action.QUEUED, file, lines);
    }

    /** As a description. */
    public String line() {
        return action == Action.QUEUED ? "queued " + count + " lines of " + subject : verb() + ' ' + subject;
    }

    /** The deed that a description tells; none if it tells something else. */
    public static Optional<Deed> parse(String description) {
        Matcher issue = ISSUE.matcher(description);
        if (issue.matches()) {
            return Optional.of(of(Action.valueOf(issue.group(1).toUpperCase(Locale.ROOT)), issue.group(2)));
        }
        Matcher file = FILE.matcher(description);
        return file.matches() ? Optional.of(queued(Integer.parseInt(file.group(1)), file.group(2))) : Optional.empty();
    }

    /** Whether it is about an issue. */
    public boolean isOfAnIssue() {
        return action != Action.QUEUED;
    }

    private String verb() {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
