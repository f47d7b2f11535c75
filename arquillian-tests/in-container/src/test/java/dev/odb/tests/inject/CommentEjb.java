package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A stateless session bean, whose methods are transactional by themselves. */
@Stateless
public class CommentEjb {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private Database database;

    public void comment(String key, String text) {
        issues.get(key).comment(text);
    }

    /** Comments, and tells whether both its own root and its own connection lead to that very object. */
    public boolean commentIfSame(String key, String text, Issue expected) throws Exception {
        comment(key, text);
        Issue connected = database.here(
                connection -> connection.root("issues", Issues.class).get(key));
        return issues.get(key) == expected && connected == expected;
    }
}
