package dev.odb.sample.service;

import dev.odb.sample.model.InvalidIssueException;

/** What somebody writes as a comment. */
final class CommentText {
    private CommentText() {}

    static String of(String given) {
        if (given == null || given.isBlank()) {
            throw new InvalidIssueException("text", "The comment has no text; write one.");
        }
        return given;
    }
}
