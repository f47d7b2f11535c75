package dev.odb.tests.commit;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** Takes steps in one transaction; an exception of any kind rolls it back. */
@ApplicationScoped
public class Writer {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private Rows rows;

    @Inject
    private Database database;

    /** One step of a transaction. */
    @FunctionalInterface
    interface Step {
        void take(Writer writer, String key) throws Exception;
    }

    /** An application's own exception. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
    }

    static final Step OBJECT = (writer, key) -> writer.issues.add(key);

    static final Step ROW = (writer, key) -> writer.rows.insert(key);

    static final Step REFUSE = (writer, key) -> {
        throw new Refused();
    };

    /** Lets H2 refuse: its own prepare finds its session closed. */
    static final Step ABORT_ROW = (writer, key) -> writer.rows.abort(writer.rows.session());

    /** Lets the object database refuse: another transaction changes the object and commits first. */
    static final Step OVERTAKE_OBJECT = (writer, key) -> writer.database.inNew(
            connection -> connection.root("issues", Issues.class).add("other " + key));

    @Transactional(rollbackOn = Exception.class)
    public void take(String key, List<Step> steps) throws Exception {
        for (Step step : steps) {
            step.take(this, key);
        }
    }
}
