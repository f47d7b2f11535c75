package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A CDI bean. */
@ApplicationScoped
public class CommentBean {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Transactional
    public void comment(String key, String text) {
        issues.get(key).comment(text);
    }
}
