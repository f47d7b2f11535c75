package dev.odb.tests.inject;

import dev.odb.OdbConnection;
import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;

/** A bean of a passivating scope, which the container refuses if what is injected cannot be passivated. */
@SessionScoped
public class CommentCart implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private OdbConnection connection;

    public long oid(String key) {
        return connection.oid(issues.get(key));
    }
}
