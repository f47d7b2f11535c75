package dev.odb.sample.service;

import dev.odb.sample.model.Comment;
import dev.odb.sample.model.InvalidIssueException;

/** Who did something, as the page tells it; nobody logs in here. */
public final class Author {
    static final int LONGEST = 100;

    private Author() {}

    static String of(String given) {
        if (given == null || given.isBlank()) {
            return Comment.NOBODY;
        }
        String name = given.strip();
        if (name.length() > LONGEST) {
            throw new InvalidIssueException(
                    "author", "The name has " + name.length() + " characters; " + LONGEST + " are taken.");
        }
        return name;
    }

    /**
     * The name of somebody who must have one.
     *
     * @throws InvalidIssueException if there is none
     */
    public static String named(String given) {
        String name = of(given);
        if (name.equals(Comment.NOBODY)) {
            throw new InvalidIssueException("person", "Say who you are first, at the top of the page.");
        }
        return name;
    }
}
