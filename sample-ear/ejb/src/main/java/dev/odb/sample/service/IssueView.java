package dev.odb.sample.service;

import dev.odb.OdbConnection;
import dev.odb.sample.model.Details;
import dev.odb.sample.model.Issue;
import java.util.List;

/**
 * An issue as it is shown.
 *
 * @param oid with {@code serial} names what was shown, so that an edit can tell whether it is still the same
 */
public record IssueView(
        String key,
        Details details,
        String author,
        String at,
        long oid,
        long serial,
        int commentCount,
        List<String> watchers,
        List<CommentView> comments) {
    static IssueView of(Issue issue, OdbConnection connection) {
        return new IssueView(
                issue.key(),
                new Details(issue.title(), issue.type(), issue.text(), issue.fixVersion(), issue.releaseDate()),
                issue.author(),
                issue.at().toString(),
                connection.oid(issue),
                connection.serial(issue),
                issue.commentCount(),
                List.copyOf(issue.watchers()),
                CommentView.all(issue.comments()));
    }
}
