package dev.odb.tests.inject;

import dev.odb.DatabaseAdministration;
import dev.odb.OdbConnection;
import dev.odb.RevisionInfo;
import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** The connection of the current transaction, and administration of the database. */
@ApplicationScoped
public class IssueHistory {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private OdbConnection connection;

    @Inject
    private DatabaseAdministration administration;

    @Transactional
    public List<RevisionInfo> history(String key) {
        return administration.history(connection.oid(issues.get(key)), 10);
    }

    @Transactional
    public void undo(long tid) {
        connection.undo(tid);
    }
}
