package dev.odb.tests.input;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A bean that does what it must not. */
@ApplicationScoped
public class Mistakes {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    @OdbRoot("nowhere")
    private Issues missing;

    @Transactional
    public void attach(String key, Object value) {
        issues.get(key).attach(value);
    }

    @Transactional
    public void useMissingRoot(String key) {
        missing.get(key);
    }

    public void useOutsideATransaction(String key) {
        issues.get(key);
    }

    /** Gives an object out that was not touched. */
    @Transactional
    public Issue leak(String key) {
        return issues.get(key);
    }

    /** Gives an object out that was loaded. */
    @Transactional
    public Issue leakLoaded(String key) {
        Issue issue = issues.get(key);
        issue.key();
        return issue;
    }
}
