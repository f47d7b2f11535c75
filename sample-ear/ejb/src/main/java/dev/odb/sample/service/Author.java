package dev.odb.sample.service;

import dev.odb.sample.model.InvalidIssueException;

/** Who did something, as the page tells it; nobody logs in here. */
final class Author {
    static final int LONGEST = 100;

    private Author() {}

    static String of(String given) {
        if (given == null || given.isBlank()) {
            return "anonymous";
        }
        String name = given.strip();
        if (name.length() > LONGEST) {
            throw new InvalidIssueException(
                    "author", "The name has " + name.length() + " characters; " + LONGEST + " are taken.");
        }
        return name;
    }
}
