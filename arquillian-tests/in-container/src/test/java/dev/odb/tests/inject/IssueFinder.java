package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Gives objects out, in the caller's transaction. */
@ApplicationScoped
public class IssueFinder {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    public Issue find(String key) {
        return issues.get(key);
    }
}
