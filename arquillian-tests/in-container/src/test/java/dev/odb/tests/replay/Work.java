package dev.odb.tests.replay;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** What all the beans do in their transactions, counted. */
@ApplicationScoped
public class Work {
    private final AtomicInteger attempts = new AtomicInteger();

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    /** Reads the issue, lets others do the same, then comments. */
    public void comment(String key, String text, Runnable afterRead) {
        attempts.incrementAndGet();
        Issue issue = issues.get(key);
        issue.comments().size();
        afterRead.run();
        issue.comment(text);
    }

    public int attempts() {
        return attempts.get();
    }

    public void forgetAttempts() {
        attempts.set(0);
    }
}
