package dev.odb.tests.inject;

import dev.odb.cdi.InitialRoot;
import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A CDI bean, and what makes the root. */
@ApplicationScoped
public class CommentBean {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Produces
    @InitialRoot("issues")
    static Issues noIssues() {
        return new Issues();
    }

    @Transactional
    public void add(String key) {
        issues.add(key);
    }

    @Transactional
    public void comment(String key, String text) {
        issues.get(key).comment(text);
    }
}
