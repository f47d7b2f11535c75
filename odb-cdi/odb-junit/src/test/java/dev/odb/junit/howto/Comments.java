package dev.odb.junit.howto;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

@ApplicationScoped
public class Comments {
    @Inject
    @OdbRoot(value = "issues", database = "tracker")
    private Issues issues;

    @Inject
    private Mailer mailer;

    @RetryOnConflict
    @Transactional
    public void add(String key, String text) {
        issues.get(key).comment(text);
        mailer.send(text);
    }
}
