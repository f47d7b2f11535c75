package dev.odb.tests.replay;

import dev.odb.cdi.RetryOnConflict;
import dev.odb.tests.support.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;

/** A CDI bean. */
@ApplicationScoped
public class ReplayedBean {
    @Inject
    private Work work;

    @Inject
    private Rows rows;

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

    /** Object and row. */
    @Transactional(rollbackOn = SQLException.class)
    @RetryOnConflict
    public void commentWithRow(String key, String text, Runnable afterRead) throws SQLException {
        rows.insert(text);
        work.comment(key, text, afterRead);
    }

    @Transactional(rollbackOn = Exception.class)
    @RetryOnConflict
    public void commentInVain(String key) throws Exception {
        work.commentInVain(key);
    }
}
