package dev.odb.sample.service;

import dev.odb.sample.model.Issue;

/** An issue as it stands in a list. */
public record IssueLine(String key, String title, String type, String fixVersion, int comments) {
    static IssueLine of(Issue issue) {
        return new IssueLine(issue.key(), issue.title(), issue.type(), issue.fixVersion(), issue.commentCount());
    }
}
