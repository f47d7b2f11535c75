package dev.odb.sample.service;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.sample.model.Comment;
import dev.odb.sample.model.Issues;
import dev.odb.sample.news.IssueNews;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Commenting as an EJB. SUPPORTS with {@link RetryOnConflict} is the form that works on every server: the interceptor
 * begins the transaction itself, so that it can begin it again.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class IssueBean {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private AuditLog audit;

    @Inject
    private IssueNews news;

    @Inject
    private Repetitions repetitions;

    /** As {@link IssueService#comment}. */
    @RetryOnConflict
    public Written comment(String key, String parent, String author, String text) {
        int replays = repetitions.replaysSoFar();
        String actor = Author.of(author);
        Comment comment = issues.get(key)
                .orElseThrow(() -> new IssueNotFoundException(key))
                .find(parent)
                .comment(actor, IssueService.now(), CommentText.of(text), null);
        audit.write(key, AuditAction.COMMENT, actor, comment.id());
        news.commented(comment);
        return new Written(key, comment.id(), replays);
    }
}
