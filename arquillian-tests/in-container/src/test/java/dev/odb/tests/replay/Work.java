package dev.odb.tests.replay;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
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

    @Inject
    private Database database;

    /** Reads the issue, lets others do the same, then comments. */
    public void comment(String key, String text, Runnable afterRead) {
        attempts.incrementAndGet();
        Issue issue = issues.get(key);
        issue.comments().size();
        afterRead.run();
        issue.comment(text);
    }

    /** Can never be committed: another transaction changes the issue first, or fails in trying to. */
    public void commentInVain(String key) throws Exception {
        comment(key, "in vain", () -> {});
        database.inNew(connection -> {
            connection.root("issues", Issues.class).get(key).comment("first");
            return null;
        });
    }

    public int attempts() {
        return attempts.get();
    }

    public void forgetAttempts() {
        attempts.set(0);
    }
}
