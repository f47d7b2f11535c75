package dev.odb.tests.pool;

import dev.odb.OdbConnection;
import dev.odb.cdi.InitialRoot;
import dev.odb.cdi.OdbDatabase;
import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Works with the server's own database, named {@code odb}, and with another one, in one transaction. */
@ApplicationScoped
public class SeveralDatabases {
    @Inject
    @OdbRoot("copies")
    private Issues copies;

    @Inject
    @OdbRoot(value = "issues", database = "kept")
    private Issues issues;

    @Inject
    private OdbConnection connection;

    @Inject
    @OdbDatabase("kept")
    private OdbConnection kept;

    @Produces
    @InitialRoot("copies")
    static Issues noCopies() {
        return new Issues();
    }

    @Transactional
    public void copy(String key) {
        issues.get(key).comment("copied");
        copies.add(key);
    }

    /** Whether each connection has its own roots, those that are injected. */
    @Transactional
    public boolean areApart() {
        return connection.root("copies", Issues.class) == connection.unwrap(copies)
                && kept.root("issues", Issues.class) == kept.unwrap(issues)
                && !kept.roots().containsKey("copies");
    }

    @Transactional
    public boolean hasCopy(String key) {
        return copies.has(key);
    }
}
