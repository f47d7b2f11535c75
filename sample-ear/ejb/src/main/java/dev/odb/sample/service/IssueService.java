package dev.odb.sample.service;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.sample.model.Comment;
import dev.odb.sample.model.Deed;
import dev.odb.sample.model.Details;
import dev.odb.sample.model.InvalidIssueException;
import dev.odb.sample.model.Issue;
import dev.odb.sample.model.Issues;
import dev.odb.sample.model.Page;
import dev.odb.sample.news.IssueNews;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The issues, for the page. Each method is one transaction, run again by the container when it loses a conflict. */
@ApplicationScoped
@Transactional
@RetryOnConflict
public class IssueService {
    private static final String PROJECT = "ODB";

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory database;

    @Inject
    private AuditLog audit;

    @Inject
    private IssueNews news;

    @Inject
    private Repetitions repetitions;

    /** A page of all issues, or of those that contain all words of the query. */
    public Page<IssueLine> list(String query, int offset, int limit) {
        Page<Issue> page = issues.search(query, offset, limit);
        return new Page<>(
                page.total(),
                page.offset(),
                page.items().stream().map(IssueLine::of).toList());
    }

    /**
     * One issue with its comments.
     *
     * @throws IssueNotFoundException if there is none
     */
    public IssueView show(String key) {
        try (OdbConnection connection = database.getConnection()) {
            return IssueView.of(require(key), connection);
        }
    }

    /** Adds an issue under the next free key. */
    public Written add(String author, Details details) {
        int replays = repetitions.replaysSoFar();
        String actor = Author.of(author);
        Issue issue = new Issue(issues.nextKey(PROJECT), details, actor, now());
        issues.add(issue);
        audit.write(issue.key(), AuditAction.ADD, actor, details.title());
        news.describe(actor, Deed.of(Deed.Action.ADDED, issue.key()));
        return new Written(issue.key(), null, replays);
    }

    /**
     * Edits the issue that was shown.
     *
     * @param oid as in {@link IssueView}
     * @param serial as in {@link IssueView}
     * @throws dev.odb.StaleObjectException if it has changed since
     */
    public Written edit(String key, long oid, long serial, String author, Details details) {
        int replays = repetitions.replaysSoFar();
        String actor = Author.of(author);
        try (OdbConnection connection = database.getConnection()) {
            Issue issue = require(key);
            if (connection.oid(issue) != oid) {
                throw new InvalidIssueException(
                        "oid",
                        "What was shown is not issue " + key + ", so the edit cannot be for it; reload the page.");
            }
            connection.requireUnchanged(oid, serial);
            issue.edit(details);
            news.tell(issue, actor, Deed.of(Deed.Action.EDITED, key), "edited it: " + details.title());
        }
        audit.write(key, AuditAction.EDIT, actor, details.title());
        return new Written(key, null, replays);
    }

    /**
     * Comments an issue.
     *
     * @param parent the id of the comment that this replies to; empty for the issue itself
     */
    public Written comment(String key, String parent, String author, String text) {
        int replays = repetitions.replaysSoFar();
        String actor = Author.of(author);
        Comment comment = require(key).find(parent).comment(actor, now(), CommentText.of(text), null);
        audit.write(key, AuditAction.COMMENT, actor, comment.id());
        news.commented(comment);
        return new Written(key, comment.id(), replays);
    }

    /** Begins or ends to notify somebody of what others do with the issue. */
    public void watch(String key, String person, boolean watching) {
        repetitions.replaysSoFar();
        String name = Author.named(person);
        if (watching) {
            require(key).watch(name);
        } else {
            require(key).unwatch(name);
        }
    }

    /** Counts. */
    public Totals totals() {
        return new Totals(issues.size(), issues.commentCount());
    }

    private Issue require(String key) {
        return issues.get(key).orElseThrow(() -> new IssueNotFoundException(key));
    }

    static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
}
