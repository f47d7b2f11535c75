package dev.odb.tests.ear;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.SQLException;

/** Works in the caller's transaction, from the EJB jar. */
@Stateless
public class OtherModule {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private Database database;

    @Inject
    private Rows rows;

    /** Comments on both issues; tells whether root and connection lead to the caller's object. */
    public boolean comment(Issue given, String other) throws Exception {
        given.comment("from the EJB");
        issues.get(other).comment("from the EJB");
        Issue connected = database.here(
                connection -> connection.root("issues", Issues.class).get(given.key()));
        return connected == given && issues.get(given.key()) == given;
    }

    public void insert(String name) throws SQLException {
        rows.insert(name);
    }
}
