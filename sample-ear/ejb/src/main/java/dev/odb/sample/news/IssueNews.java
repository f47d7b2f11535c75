package dev.odb.sample.news;

import dev.odb.OdbConnection;
import dev.odb.TaskOptions;
import dev.odb.TaskQueue;
import dev.odb.sample.model.Comment;
import dev.odb.sample.model.Deed;
import dev.odb.sample.model.Issue;
import dev.odb.sample.model.Notification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Tells what was done, as a part of the transaction that does it: if that rolls back, nobody hears of it. */
@ApplicationScoped
public class IssueNews {
    /** The task queue of notifications. */
    static final String QUEUE = "notifications";

    private static final int LONGEST_TEXT = 200;

    @Inject
    private OdbConnection connection;

    /** Says whose transaction this is and what it is for; the list of activities is made of that. */
    public void describe(String actor, Deed deed) {
        connection.transaction().user(actor).describe(deed.line());
    }

    /** Tells of a new comment. */
    public void commented(Comment comment) {
        Issue issue = comment.issue();
        tell(
                issue,
                comment.author(),
                Deed.of(Deed.Action.COMMENTED, issue.key()),
                "commented: " + abbreviated(comment.text()));
    }

    /** Describes the transaction, and sends a notification to each other person who watches the issue. */
    public void tell(Issue issue, String actor, Deed deed, String text) {
        describe(actor, deed);
        TaskQueue queue = connection.queue(QUEUE);
        Instant now = Instant.now();
        for (String watcher : issue.watchers()) {
            if (!watcher.equals(actor)) {
                String id = UUID.randomUUID().toString();
                queue.send(
                        new Notification(id, watcher, issue.key(), actor, text, now), TaskOptions.inOrderOf(watcher));
            }
        }
    }

    private static String abbreviated(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
    }
}
