package dev.odb.tests.replay;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A CDI bean. */
@ApplicationScoped
public class ReplayedBean {
    @Inject
    private Work work;

    @Inject
    private Database database;

    @Transactional
    @RetryOnConflict
    public void comment(String key, String text, Runnable afterRead) {
        work.comment(key, text, afterRead);
    }

    @Transactional
    @RetryOnConflict(replays = 0)
    public void commentOnce(String key, String text, Runnable afterRead) {
        work.comment(key, text, afterRead);
    }

    /** Never commits: at each attempt another transaction changes the issue first, or fails in trying to. */
    @Transactional(rollbackOn = Exception.class)
    @RetryOnConflict
    public void commentInVain(String key) throws Exception {
        work.comment(key, "in vain", () -> {});
        database.inNew(connection -> {
            connection.root("issues", Issues.class).get(key).comment("first");
            return null;
        });
    }
}
